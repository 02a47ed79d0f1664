import { pinyinOf } from './pinyin.ts';
import { isReadable, latinLetters } from './transliteration.ts';

/** A name in one script, ready to be compared: without case, diacritics, punctuation and legal form. */
export type PartyName =
  | {
      readonly script: 'latin';
      readonly tokens: readonly string[];
      readonly compact: string;
      /** It is how Mandarin reads Chinese characters: to be compared with what others have spelt, not with its like. */
      readonly isRead: boolean;
    }
  | { readonly script: 'han'; readonly compact: string };

/** A name this short says nothing of who is meant. */
const LETTERS_MIN = 2;

const legalForms: ReadonlySet<string> = new Set(
  (
    'co company corp corporation inc incorporated ltd limited llc llp lp plc pllc pte pty pvt private gmbh mbh ag kg ohg ' +
    'ug sa sas sarl sasu srl spa sl slu bv nv ab as asa oy oyj aps kk kft zrt doo ood eood ooo oao zao pao jsc ojsc cjsc ' +
    'sdn bhd fze fzco fzllc tbk the and of'
  )
    .split(' ')
    .concat('joint-stock'),
);

/** Words that say what a company does, not which one it is: they count little. */
const genericWords: ReadonlySet<string> = new Set(
  (
    'international global trading trade import export imports exports technology technologies tech industry industries ' +
    'industrial group holding holdings enterprise enterprises service services logistics shipping general commercial ' +
    'electronics electronic development investment investments'
  ).split(' '),
);

/** Traditional characters that are common in names of people, places and companies, each before its simplified one. */
const traditional =
  '萬万與与業业東东嚴严豐丰臨临為为麗丽舉举義义烏乌樂乐喬乔習习鄉乡書书買买亂乱爭争於于亞亚產产億亿僅仅從从倉仓儀仪們们價价眾众優优會会傘伞偉伟傳传傷伤倫伦' +
  '體体俠侠侶侣儉俭債债傾倾償偿儲储兒儿黨党蘭兰關关興兴養养獸兽內内岡冈寫写軍军農农馮冯決决況况凍冻淨净準准涼凉減减鳳凤憑凭凱凯擊击劉刘則则剛刚創创劃划' +
  '劇剧勸劝辦办務务動动勵励勞劳勢势華华協协單单賣卖盧卢衛卫廠厂廳厅歷历壓压縣县參参雙双發发變变葉叶號号嘆叹後后嚇吓呂吕嗎吗啟启吳吴員员園园圓圆國国圖图' +
  '團团聖圣場场壞坏塊块堅坚壇坛壩坝墳坟墻墙聲声殼壳處处備备復复夠够頭头奪夺奮奋婦妇媽妈姍姗婭娅嬌娇孫孙學学寧宁寶宝實实審审憲宪宮宫賓宾對对尋寻導导壽寿' +
  '將将爾尔塵尘嘗尝層层屬属歲岁豈岂島岛嶺岭嶽岳幣币帥帅師师帳帐帶带幫帮廣广慶庆莊庄庫库應应廟庙龐庞廢废開开異异張张彌弥強强歸归當当錄录彥彦徹彻徑径憶忆懷怀' +
  '態态總总戀恋惡恶愛爱憂忧懸悬驚惊慣惯戲戏戰战戶户執执擴扩掃扫揚扬換换據据擇择擔担擬拟擁拥擋挡掙挣揮挥損损搶抢撲扑敵敌數数齊齐鬥斗斷断無无舊旧時时曠旷曉晓' +
  '暉晖曄晔術术機机殺杀雜杂權权條条來来楊杨極极構构槍枪櫃柜標标棟栋欄栏樹树樣样橋桥檢检樓楼橫横歐欧歡欢殘残畢毕氣气漢汉湯汤溝沟沒没滄沧瀘泸濘泞瀾澜潔洁淺浅漿浆' +
  '澤泽濟济渾浑濃浓濱滨灣湾溫温遊游漁渔滿满滅灭燈灯靈灵爐炉煙烟煒炜燦灿煉炼燒烧熱热煥焕犧牺狀状獨独獎奖瑪玛環环現现瓊琼電电畫画暢畅療疗瘋疯皺皱監监盤盘眞真矯矫' +
  '礦矿碼码確确禮礼禪禅離离種种積积稱称穩稳窮穷竊窃競竞筆笔築筑簡简籃篮類类糧粮緊紧紅红紀纪約约級级純纯紐纽線线練练組组細细織织終终紹绍經经結结給给絡络絕绝統统' +
  '絲丝綠绿維维綱纲網网緒绪續续綿绵縱纵羅罗罰罚習习聯联聰聪肅肃腦脑腳脚臺台艦舰艷艳藝艺節节蘇苏薦荐藥药蓮莲蔣蒋藍蓝蕭萧蘆芦薩萨虛虚蟲虫蠟蜡補补裝装製制襲袭見见' +
  '規规視视覽览覺觉觀观計计訂订認认討讨訓训記记許许論论設设訪访證证評评詞词試试詩诗話话該该詳详語语誠诚說说請请諸诸課课調调談谈謝谢譚谭讓让貝贝負负財财責责賢贤貨货' +
  '質质貿贸費费貴贵資资賈贾賴赖贊赞趙赵趕赶躍跃車车軌轨軟软輕轻載载輔辅輝辉輪轮輸输轉转達达邁迈過过運运還还這这進进遠远違违連连遲迟適适選选遞递鄧邓鄭郑鄒邹鄰邻醫医' +
  '釋释鈴铃鉄铁銀银銅铜鋒锋錦锦鍾钟鋼钢錢钱鐵铁鎮镇鑫鑫鏈链長长門门閃闪閔闵間间聞闻閱阅陽阳陰阴陳陈陸陆際际隊队階阶隨随險险隱隐難难雲云霧雾靜静韋韦韓韩順顺須须' +
  '項项預预領领顏颜願愿顧顾風风飛飞飯饭館馆馬马馳驰駱骆騰腾驗验魯鲁鮑鲍鮮鲜鳥鸟鴻鸿鵬鹏鶴鹤麥麦黃黄齡龄龍龙龔龚';
const simplified: ReadonlyMap<string, string> = new Map(
  (traditional.match(/../gu) ?? []).map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

const hanForms =
  /股份有限公司|有限责任公司|有限合伙|有限公司|分公司|子公司|公司|集团|总厂|工厂|商行|个体工商户|经营部|办事处/gu;
const hanGeneric = /科技|技术|贸易|国际|进出口|实业|电子商务|电子|商贸|发展|控股|供应链|物流|投资|省|市|区|县/gu;

const place = /^(?:..省)?.{2,3}市/u;

/** The names that a text holds, one for each script that can be compared; none when there is nothing to compare. */
export function namesIn(text: string): readonly PartyName[] {
  const plain = plainOf(text);
  return [...hanIn(plain), ...latinIn(plain), ...readIn(plain)];
}

/** Where Chinese characters are read otherwise than in Mandarin. */
const otherReadings: ReadonlySet<string> = new Set(['JP', 'KR', 'VN', 'HK', 'MO', 'TW']);

/**
 * Whether all that a name says can be compared: letters of no other script, a word that says more than a legal form, and
 * Chinese characters only with a spelling in Latin letters, which most lists have alone.
 */
export function isComparable(text: string, country?: string): boolean {
  const plain = plainOf(text);
  if (!isReadable(plain)) return false;
  if (wordsOf(plain).some((word) => !legalForms.has(word) && /[a-z]/.test(word))) return namesIn(text).length > 0;
  return readIn(plain).length > 0 && !otherReadings.has(country?.toUpperCase() ?? '');
}

/** Without what nobody sees: joiners, marks of direction. */
const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase();

/** What is left of a Chinese name when what many have is left out; the name itself when nothing is left. */
export function hanCore(compact: string): string {
  const core = compact.replace(hanGeneric, '');
  return core.length < LETTERS_MIN ? compact : core;
}

/** A generic word counts for this share of a telling one of the same length. */
const GENERIC_SHARE = 0.15;

/** How much a word says: its length, little of it when many companies have it. */
export const weightOf = (token: string): number => token.length * (genericWords.has(token) ? GENERIC_SHARE : 1);

export const isGeneric = (token: string): boolean => genericWords.has(token);

function hanIn(plain: string): PartyName[] {
  const characters = hanOf(plain);
  const bare = characters.replace(hanForms, '');
  const compact = bare.length < LETTERS_MIN ? characters : bare;
  return compact.length < LETTERS_MIN ? [] : [{ script: 'han', compact }];
}

const hanOf = (plain: string): string =>
  (plain.match(/\p{Script=Han}/gu) ?? []).map((it) => simplified.get(it) ?? it).join('');

/** Chinese characters as Mandarin spells them: a person's name in either order, a company's with its city and without. */
function readIn(plain: string): PartyName[] {
  const characters = hanOf(plain);
  if (characters.length < LETTERS_MIN) return [];
  const bare = characters.replace(hanForms, '') || characters;
  const core = hanCore(bare);
  const isCompany = core !== characters;
  const words = pinyinOf(core, isCompany);
  if (!words) return [];
  const elsewhere = isCompany ? pinyinOf(hanCore(bare.replace(place, '') || bare), true) : words.toReversed();
  return [words, elsewhere ?? words].map((tokens) => latinName(tokens, true));
}

function latinIn(plain: string): PartyName[] {
  const words = wordsOf(plain);
  const telling = words.filter((word) => !legalForms.has(word));
  const name = latinName(telling.length === 0 ? words : telling, false);
  return name.compact.length < LETTERS_MIN || !/[a-z]/.test(name.compact) ? [] : [name];
}

function latinName(words: readonly string[], isRead: boolean) {
  const tokens = words.map((word) => (genericWords.has(word) ? word : spelling(word)));
  return { script: 'latin' as const, tokens, compact: tokens.join(''), isRead };
}

/** What is spelt now so, now so: Alexander, Aleksandr; Yulia, Iulia; Mohammed, Mohamed. */
const spelling = (word: string): string =>
  word
    .replaceAll('x', 'ks')
    .replaceAll('y', 'i')
    .replaceAll('ph', 'f')
    .replaceAll(/([a-z])\1+/g, '$1');

const wordsOf = (plain: string): readonly string[] =>
  latinLetters(plain)
    .replace(/\p{Script=Han}/gu, ' ')
    .replace(/['’`]/g, '')
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
