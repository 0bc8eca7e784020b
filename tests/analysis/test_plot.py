"""Figures have every glyph, say their coverage, and are the same bytes each time."""

from __future__ import annotations

import pytest

from kg.analysis import measures, plot, plot_style
from kg.analysis.network import build_network
from kg.errors import OutputError, UsageError
from tests.analysis.desk import amount, small


def stocked():
    """A desk with everything a figure can show."""
    desk = small()
    desk.item("8").claim("heldIn", "event/trade", "country/CHN", date="2017-05-14", date_end="2017-05-15")
    desk.claim("hostedBy", "event/finance", "country/CHN", "planned", date="2018")
    desk.claim("funds", "organization/exim", "country/LAO", amounts=[amount("c", "3亿美元", 3e8, "USD", bound="under")])
    return desk


def drawn(name, lang="zh"):
    network = build_network(stocked())
    claims = build_network(stocked(), view="claims")
    return {
        "network": lambda: plot.network(network, lang=lang),
        "ranking": lambda: plot.ranking(network, measures.intervals(network, draws=10), lang=lang),
        "heatmap": lambda: plot.heatmap(network, lang=lang),
        "sectors": lambda: plot.heatmap(claims, "sector", "document", lang=lang),
        "timeline": lambda: plot.timeline(claims, lang=lang),
        "flows": lambda: plot.flows(claims, lang=lang),
    }[name]()


FIGURES = ("network", "ranking", "heatmap", "sectors", "timeline", "flows")


def words(figure):
    from matplotlib.text import Text

    return "\n".join(text.get_text() for text in figure.findobj(Text))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_written_as_svg_and_png_with_all_its_glyphs(name, lang, tmp_path, cjk_font):
    svg, png = plot.save(drawn(name, lang), tmp_path / name, dpi=60)
    assert svg.read_bytes().startswith(b"<?xml") and png.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_says_its_coverage_and_documents(name, cjk_font):
    assert "7个条目中6个有陈述（86%）" in words(drawn(name)).replace("\n", "")
    assert "Claims in 6 of 7 items (86%)" in words(drawn(name, "en")).replace("\n", " ")
    assert "成果清单" in words(drawn(name))


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_network_gives_the_same_bytes(name, tmp_path, cjk_font):
    first = [path.read_bytes() for path in plot.save(drawn(name), tmp_path / "one.svg", dpi=60)]
    again = [path.read_bytes() for path in plot.save(drawn(name), tmp_path / "two.png", dpi=60)]
    assert first == again


def out_of_view(axes):
    """Labels of ticks outside the limits exist but are not drawn."""
    for axis, (low, high) in ((axes.xaxis, sorted(axes.get_xlim())), (axes.yaxis, sorted(axes.get_ylim()))):
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if not low <= tick.get_loc() <= high:
                yield from (tick.label1, tick.label2)


@pytest.mark.parametrize("name", FIGURES)
def test_no_text_of_a_figure_leaves_its_page(name, cjk_font):
    from matplotlib.text import Text

    figure = drawn(name)
    figure.canvas.draw()
    page = figure.bbox.padded(1)
    beyond = {label for axes in figure.axes for label in out_of_view(axes)}
    for text in set(figure.findobj(Text)) - beyond:
        box = text.get_window_extent()
        if text.get_visible() and text.get_text().strip() and box.width:
            assert page.x0 <= box.x0 and box.x1 <= page.x1, text.get_text()
            assert page.y0 <= box.y0 and box.y1 <= page.y1, text.get_text()


def test_names_in_a_network_do_not_cover_one_another(cjk_font):
    figure = drawn("network")
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert len(boxes) > 3
    assert not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])


def test_a_missing_glyph_is_an_error_not_a_box(tmp_path, cjk_font):
    figure = drawn("ranking")
    figure.text(0.5, 0.5, "\U00012345")
    with pytest.raises(OutputError, match=r"Glyph 74565.*install a font that has it"):
        plot.save(figure, tmp_path / "figure")


def test_without_a_chinese_font_the_figures_say_which_to_install(monkeypatch):
    monkeypatch.setattr(plot_style, "FONTS", ("No Such Font",))
    plot_style.font.cache_clear()
    with pytest.raises(UsageError, match="fonts-noto-cjk"):
        drawn("ranking")
    plot_style.font.cache_clear()


def test_sums_are_shown_one_by_one_with_their_role_and_never_added(cjk_font):
    told = words(drawn("flows"))
    assert "100亿元" in told and "首期20亿元" in told and "3亿美元" in told
    assert {"总额", "首期或分期", "上限"} <= set(told.split("\n"))
    assert "120亿" not in told


def test_figures_refuse_what_they_cannot_show(tmp_path, cjk_font):
    with pytest.raises(UsageError, match="no claim of this view carries a date"):
        plot.timeline(build_network(small()))
    with pytest.raises(UsageError, match="view='claims', relations='funds'"):
        plot.flows(build_network(small()))
    with pytest.raises(UsageError, match="'bodies' is no field of a heat map here; expected one of body"):
        plot.heatmap(build_network(small()), "bodies")
    with pytest.raises(UsageError, match="no language of the figures; expected zh or en"):
        plot.network(build_network(small()), lang="fr")
    with pytest.raises(OutputError, match="name a folder that is there"):
        plot.save(drawn("ranking"), tmp_path / "none" / "figure")


def test_a_list_and_a_press_report_are_not_put_side_by_side_unless_forced(cjk_font):
    desk = stocked()
    desk.paper("press", "报道", "2019-04-28")
    desk.item("p1", kind="paragraph", sector="金融").claim("signedWith", "country/CHN", "country/LAO")
    claims = build_network(desk, view="claims")
    with pytest.raises(UsageError, match="difference may be one of form"):
        plot.heatmap(claims, "sector", "document")
    assert "条数不可相比" in words(plot.heatmap(claims, "sector", "document", force=True))
