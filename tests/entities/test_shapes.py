"""What shape alone tells: sums with their currency and bound, dates as exact as the text, counts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.shapes import find_dates, find_quantities, find_sums, read_number
from tests.sentences import Read


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("10亿美元", "1000000000", "USD"),
        ("3000万欧元", "30000000", "EUR"),
        ("1,200万美元", "12000000", "USD"),
        ("人民币20亿元", "2000000000", "CNY"),
        ("二十亿元人民币", "2000000000", "CNY"),
        ("三点五亿英镑", "350000000", "GBP"),
        ("3亿5000万美元", "350000000", "USD"),
        ("0.5亿美元", "50000000", "USD"),
        ("1万亿日元", "1000000000000", "JPY"),
        ("5000万坚戈", "50000000", "KZT"),
        ("两亿美元", "200000000", "USD"),
        ("二百五十万瑞士法郎", "2500000", "CHF"),
        ("20亿个特别提款权", "2000000000", "XDR"),
        ("100美元", "100", "USD"),
    ],
)
def test_a_sum_is_worth_what_its_digits_scale_and_unit_say(text: str, value: str, currency: str) -> None:
    (found,) = find_sums(f"提供{text}贷款")
    assert (found.text, found.value, found.currency) == (text, Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("10亿美元", "exact"),
        ("约10亿美元", "about"),
        ("近3亿欧元", "about"),
        ("1亿美元左右", "about"),
        ("超过5亿美元", "over"),
        ("逾6亿美元", "over"),
        ("至少2亿美元", "over"),
        ("1亿美元以上", "over"),
        ("10亿多美元", "over"),
        ("不超过1亿美元", "under"),
        ("最多2亿美元", "under"),
        ("2亿美元以内", "under"),
        ("达30亿美元", "exact"),
    ],
)
def test_the_words_around_a_sum_bound_it(text: str, bound: str) -> None:
    assert [found.bound for found in find_sums(text)] == [bound]


def test_not_more_than_is_never_read_as_more_than() -> None:
    (under,) = find_sums("不超过1亿美元")
    (over,) = find_sums("超过1亿美元")
    assert (under.bound, over.bound, under.value) == ("under", "over", over.value)


@pytest.mark.parametrize("text", ["2500亿元等值人民币", "2500亿元人民币等值"])
def test_an_equivalent_in_another_currency_is_marked(text: str) -> None:
    (found,) = find_sums(text)
    assert (found.currency, found.equivalent) == ("CNY", True)
    assert not find_sums("2500亿元人民币")[0].equivalent


@pytest.mark.parametrize(
    ("text", "currency"), [("50亿卢比", None), ("50亿印度卢比", "INR"), ("50亿巴基斯坦卢比", "PKR")]
)
def test_a_unit_of_several_states_names_a_currency_only_with_its_state(text: str, currency: str | None) -> None:
    assert [found.currency for found in find_sums(text)] == [currency]


def test_yuan_alone_leaves_the_currency_open() -> None:
    (found,) = find_sums("投资3.5亿元")
    assert (found.value, found.currency) == (Decimal(350000000), None)


@pytest.mark.parametrize("text", ["", "签署12份协议", "第10届论坛", "亿美元", "元首会晤", "公元2017年"])
def test_a_text_without_money_has_no_sums(text: str) -> None:
    assert find_sums(text) == []


@pytest.mark.parametrize(
    ("text", "value", "until"),
    [
        ("2017年", "2017", None),
        ("2017年5月", "2017-05", None),
        ("2017年5月14日", "2017-05-14", None),
        ("二〇一七年五月十四日", "2017-05-14", None),
        ("二零一七年", "2017", None),
        ("2017年5月14日至15日", "2017-05-14", "2017-05-15"),
        ("2023年10月17日－18日", "2023-10-17", "2023-10-18"),
        ("2023年10月17日~18日", "2023-10-17", "2023-10-18"),
        ("二〇二三年十月十七日至十八日", "2023-10-17", "2023-10-18"),
        ("2017年5月30日至6月2日", "2017-05-30", "2017-06-02"),
        ("2017年12月30日至2018年1月3日", "2017-12-30", "2018-01-03"),
        ("2017年至2020年", "2017", "2020"),
        ("5月14日", None, None),
        ("14日", None, None),
        ("今年", None, None),
        ("上半年", None, None),
        ("14:00至16:30", None, None),
    ],
)
def test_a_date_is_as_exact_as_the_text_and_has_no_value_without_a_year(
    text: str, value: str | None, until: str | None
) -> None:
    (found,) = find_dates(text)
    assert (text[found.start : found.end], found.value, found.until) == (text, value, until)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2019年2月29日", "2019-02"),
        ("2020年2月29日", "2020-02-29"),
        ("1900年2月29日", "1900-02"),
        ("2000年2月29日", "2000-02-29"),
        ("2019年4月31日", "2019-04"),
        ("2019年13月1日", "2019"),
    ],
)
def test_a_day_that_no_calendar_has_is_left_off(text: str, value: str) -> None:
    assert find_dates(text)[0].value == value


def test_a_price_of_fifteen_yen_is_no_day_of_the_month() -> None:
    assert find_dates("15日元") == []
    assert [found.currency for found in find_sums("15日元")] == ["JPY"]


def test_a_year_that_belongs_to_a_name_is_no_date(read: Read) -> None:
    assert ("2030年", "Date") not in read("各方落实2030年可持续发展议程。").kinds()
    assert ("2030年", "Date") in read("中国将于2030年与老挝签署合作协议。").kinds()


def test_full_width_digits_and_spaces_read_as_plain_ones(read: Read) -> None:
    (fact,) = read("２０１７年５月１４日，中国与老挝签署合作协议。").facts("signedWith")
    assert fact.date == "2017-05-14"


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("12场分论坛", "12", "场", "exact"),
        ("60多个国家", "60", "个", "over"),
        ("3万家企业", "30000", "家", "exact"),
        ("一百五十二份文件", "152", "份", "exact"),
        ("1,000名代表", "1000", "名", "exact"),
        ("十余家机构", "10", "家", "over"),
        ("两个项目", "2", "个", "exact"),
    ],
)
def test_a_count_has_a_value_a_unit_and_a_bound(text: str, value: str, unit: str, bound: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.bound) == (Decimal(value), unit, bound)


def test_an_ordinal_counts_nothing() -> None:
    assert find_quantities("第12场") == []


@given(st.integers(min_value=0, max_value=99))
def test_a_chinese_numeral_and_its_digits_have_one_value(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    written = digits[ones] if not tens else (digits[tens] if tens > 1 else "") + "十" + (digits[ones] if ones else "")
    assert read_number(written) == read_number(str(number)) == number


@given(
    st.integers(min_value=1, max_value=9999), st.sampled_from(["万", "亿"]), st.sampled_from(["美元", "欧元", "人民币"])
)
def test_a_sum_is_found_whole_wherever_it_stands(number: int, scale: str, unit: str) -> None:
    written = f"{number}{scale}{unit}"
    text = f"双方商定，银行提供{written}。"
    (found,) = find_sums(text)
    assert text[found.start : found.end] == found.text == written
    assert found.value == number * {"万": 10**4, "亿": 10**8}[scale]


@given(st.text(alphabet="第12一二十百万亿元美欧人民币年月日至—,.:约超过不", max_size=40))
def test_any_run_of_digits_marks_and_units_is_read_without_complaint(text: str) -> None:
    places = [(found.start, found.end) for found in find_sums(text)]
    places += [(found.start, found.end) for found in find_dates(text)]
    places += [(found.start, found.end) for found in find_quantities(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
