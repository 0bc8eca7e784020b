// The words of the interface, in both languages. Words of documents are never here.

const WORDS = {
  zh: {
    skip: '跳到面板', network: '网络', reading: '对读', matrix: '矩阵', timeline: '时间', filters: '筛选', close: '关闭',
    search: '搜索名称、别名、拼音首字母（/）', nothing: '没有找到', other_language: 'EN', theme: '明暗', help: '键盘与说明',
    count: '计数方式', claims: '陈述', items: '条目', instruments: '文件', pairs: '对',
    of: '{0}／{1}', hub_hidden: '{0}隐去（外环红圈＝与其有直接陈述）', hub: '显示{0}', fold: '机构归入国家', physics: '力学',
    fit: '全部', closer: '放大', farther: '缩小', legend: '图例', relation: '关系', status: '状态', family: '类别',
    document: '文献', year: '年份', sector: '领域', least: '每对最少陈述数', done: '已成', ongoing: '进行中', planned: '计划',
    none: '未注明', all: '全选', only: '仅此', unnamed: '未具名', home: '粗边：{0}的机构', dashed: '虚线：只是计划',
    empty: '这个网络没有任何陈述：没有可画的节点。', empty_filters: '筛选之后没有剩下任何陈述。', reset: '清除筛选',
    removed: '“{0}”去掉 {1}／{2} 条陈述', removed_hub: '{0}隐去：{1}／{2} 条陈述不画线', inside: '同一国家之内 {0} 条陈述不画线',
    drawn: '画出节点 {0}／{1}', shown: '显示陈述 {0}／{1}', coverage: '有陈述的条目 {0}／{1}',
    most: '出现最多', documents: '文献',
    names: '名称', country: '国家', identifiers: '标识', expand: '展开相邻节点（{0}）', around: '邻域',
    depth: '{0} 步', whole: '整个网络', path_to: '最短路径到……', path: '最短路径', no_path: '在当前筛选下没有路径。',
    steps: '{0} 步', is_hub: '此节点默认隐去，因为它与几乎一切相连。', date: '日期', amount: '金额', instrument: '文件',
    office: '职务', rule: '规则', item: '条目', with: '与未具名方', copy: '复制引文', copied: '引文已复制', read: '对照原文',
    restated: '由 silkgraph 据“{0}”重述，非官方原文', restated_some: '所据文本有 silkgraph 重述者，非官方原文', more: '再显示 {0} 条', elsewhere: '他处：', no_text: '本页未附此文献全文，下列为各陈述所据句子。',
    no_claims: '无陈述', reading_hint: '点文字找陈述，点陈述找文字；灰色条目没有陈述。', matrix_bodies: '{0}机构 × 国家',
    matrix_bodies_plain: '机构 × 国家', matrix_sectors: '领域 × 国家', matrix_forums: '论坛 × 主题', total: '合计', cell: '{0} × {1}',
    top: '前 {0}／{1} 行', matrix_empty: '在当前筛选下，这个矩阵没有内容。', timeline_hint: '每份文献一行，按日期排列；点色块看陈述，点标题对读原文。',
    undated: '未注明日期', quote: '“{0}”', source: '来源', cite_claim: '陈述 {0}', edge: '关系',
    saved_png: '已存为图片', saved_csv: '已存为表格', who: '谁说的？',
    keys: '/ 搜索　Esc 关闭　1–4 换视图　H 显示／隐去枢纽　F 全部　+ − 缩放　方向键 平移　双击节点 展开',
    about: '每条连线都能回答“谁说的”：点开一条线或一个节点，就看到原句、标出的词语、条目与文献。陈述是文献所说，不等于事实；已签署不等于已支付。',
    mark_subject: '一方', mark_object: '另一方', mark_cue: '动作词',
  },
  en: {
    skip: 'Skip to the panel', network: 'Network', reading: 'Reading', matrix: 'Matrix', timeline: 'Timeline', filters: 'Filters', close: 'Close',
    search: 'Search names, aliases, pinyin initials (/)', nothing: 'Nothing found', other_language: '中文', theme: 'Light or dark', help: 'Keys and help',
    count: 'Count', claims: 'claims', items: 'items', instruments: 'instruments', pairs: 'pairs',
    of: '{0} of {1}', hub_hidden: '{0} is hidden (red ring: has claims with it)', hub: 'Show {0}', fold: 'Fold bodies into countries', physics: 'Physics',
    fit: 'Fit', closer: 'Closer', farther: 'Farther', legend: 'Legend', relation: 'Relation', status: 'Status', family: 'Kind',
    document: 'Document', year: 'Year', sector: 'Sector', least: 'Least claims a pair', done: 'done', ongoing: 'ongoing', planned: 'planned',
    none: 'not said', all: 'all', only: 'only', unnamed: 'unnamed', home: 'Bold outline: bodies of {0}', dashed: 'Dashed: only planned',
    empty: 'This network has no claims: there is nothing to draw.', empty_filters: 'The filters leave no claim.', reset: 'Reset filters',
    removed: '“{0}” removes {1} of {2} claims', removed_hub: '{0} hidden: {1} of {2} claims without a line', inside: '{0} claims inside one country have no line',
    drawn: '{0} of {1} nodes drawn', shown: '{0} of {1} claims shown', coverage: '{0} of {1} items have a claim',
    most: 'Most often named', documents: 'Documents',
    names: 'Names', country: 'Country', identifiers: 'Identifiers', expand: 'Expand neighbours ({0})', around: 'Neighbourhood',
    depth: '{0} steps', whole: 'Whole network', path_to: 'Shortest path to…', path: 'Shortest path', no_path: 'No path under the present filters.',
    steps: '{0} steps', is_hub: 'Hidden at first, because it is tied to almost everything.', date: 'Date', amount: 'Amount', instrument: 'Instrument',
    office: 'Office', rule: 'Rule', item: 'Item', with: 'With unnamed', copy: 'Copy citation', copied: 'Citation copied', read: 'Read in the text',
    restated: 'Restated by silkgraph after “{0}”, not the official wording', restated_some: 'Some texts are restated by silkgraph, not the official wording', more: 'Show {0} more', elsewhere: 'Elsewhere: ', no_text: 'The text of this document is not in this page; these are the sentences its claims stand on.',
    no_claims: 'no claim', reading_hint: 'Click words to find claims, claims to find words. Grey items have no claim.', matrix_bodies: 'Bodies of {0} × country',
    matrix_bodies_plain: 'Bodies × country', matrix_sectors: 'Sector × country', matrix_forums: 'Forum × theme', total: 'Total', cell: '{0} × {1}',
    top: 'first {0} of {1} rows', matrix_empty: 'Under the present filters this matrix is empty.', timeline_hint: 'One row a document, by date. Click a block for its claims, a title for its text.',
    undated: 'no date', quote: '“{0}”', source: 'Source', cite_claim: 'claim {0}', edge: 'Relation',
    saved_png: 'Saved as a picture', saved_csv: 'Saved as a table', who: 'Who says so?',
    keys: '/ search · Esc close · 1–4 views · H hub · F fit · + − zoom · arrows pan · double click expands',
    about: 'Every line answers “who says so?”: open a line or a node and see the sentence, the marked words, the item and the document. A claim is what a document says; signed is not paid.',
    mark_subject: 'one end', mark_object: 'other end', mark_cue: 'the act',
  },
};

let language = 'en';

/** What an object itself holds; a document may well say `constructor`. */
function own(held, key) {
  return Object.hasOwn(held ?? {}, key) ? held[key] : undefined;
}

/** A word of the interface with its values put in. */
function say(key, ...values) {
  const word = own(WORDS[language], key) ?? String(key);
  return word.replace(/\{(\d)\}/g, (_, number) => String(values[Number(number)] ?? ''));
}

/** Which of two words fits the language of the interface. */
function spoken(pair) {
  if (!pair) return '';
  if (Array.isArray(pair)) return language === 'zh' ? pair[0] : pair[1];
  return (language === 'zh' ? pair.zh : pair.en) || pair.zh || '';
}
