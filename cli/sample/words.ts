import type { SampleRegion, SampleSubject } from "../../subgraphs/kit/sample.js";

/** The counties of Suqian (3213) and Huai'an (3208). GB/T 2260 */
export const regions: readonly SampleRegion[] = [
  { code: "321302", city: "宿迁市", county: "宿城区" },
  { code: "321311", city: "宿迁市", county: "宿豫区" },
  { code: "321322", city: "宿迁市", county: "沭阳县" },
  { code: "321323", city: "宿迁市", county: "泗阳县" },
  { code: "321324", city: "宿迁市", county: "泗洪县" },
  { code: "320803", city: "淮安市", county: "淮安区" },
  { code: "320804", city: "淮安市", county: "淮阴区" },
  { code: "320812", city: "淮安市", county: "清江浦区" },
  { code: "320813", city: "淮安市", county: "洪泽区" },
  { code: "320826", city: "淮安市", county: "涟水县" },
  { code: "320830", city: "淮安市", county: "盱眙县" },
  { code: "320831", city: "淮安市", county: "金湖县" },
];

/** Beasts and things of tales, and what they do: pairs of them are the fictional trade names. */
export const talesFirst = listOf(
  "云鲸 月兔 青鸾 烛龙 墨鲸 纸鸢 星槎 雪狐 风狸 雨燕 石麟 玉蝉 金蟾 银鲛 铜雀 木鸢 " +
    "萤舟 露鹤 霜貂 虹螭 雾豹 霓裳 星鲤 云豹 海螺 山魈 田螺 河伯 灵龟 飞廉 毕方 陆吾 " +
    "英招 帝江 文鳐 精卫 鲲鱼 夸父 羲和 望舒 屏翳 丰隆 玄蜂 翠鸟 丹雀 素娥 蓝鹊 白泽",
);
export const talesSecond = listOf(
  "拾光 衔光 摘星 织云 逐浪 听雪 问泉 渡月 追风 踏歌 栖霞 眠柳 吟松 画竹 烹茶 数星 " +
    "酿雨 揽霞 牧云 裁雾 捕萤 煮石 绘虹 拂露 弄潮 探海 访梅 寻溪 借山 载酒 卧雪 候鸟 " +
    "养鹤 种月 放鸢 收雨 磨剑 补天 填海 悬壶 结绳 钻木 耕烟 钓雪 扫叶 观鱼 濯缨 折桂",
);

interface Trade {
  readonly word: string;
  readonly sector: SampleSubject["sector"];
}

/** What follows the trade name, by kind. */
export const trades: Readonly<Record<Exclude<SampleSubject["kind"], "PERSON">, readonly Trade[]>> = {
  ENTERPRISE: [
    ...tradesOf("INDUSTRY", "化工 纺织 印染 机械 电子 建材 食品 木业 玻璃 酿酒 新材料 光伏", "有限公司"),
    ...tradesOf("CONSTRUCTION", "建设工程 市政工程 装饰工程 园林绿化 建筑劳务", "有限公司"),
    ...tradesOf(
      "SERVICES",
      "商贸 物流 网络科技 信息技术 餐饮管理 物业服务 农业发展 文化传媒 测绘 检测技术 教育咨询 供应链管理 " +
        "人力资源 电子商务 旅游开发 花卉 汽车服务 家政服务",
      "有限公司",
    ),
  ],
  SELF_EMPLOYED: tradesOf(
    "SERVICES",
    "面馆 小吃店 理发店 花店 便利店 五金店 水果店 服装店 早餐铺 书店 修理铺 茶馆",
    "",
  ),
  ORGANISATION: tradesOf(
    "SERVICES",
    "志愿者协会 幼儿园 养老服务中心 商会 行业协会 社区服务中心 民俗研究会 体育俱乐部",
    "",
  ),
};

export const surnames = listOf(
  "沈 顾 陆 苏 方 秦 许 何 吕 施 严 华 金 魏 陶 姜 戚 谢 邹 喻 柏 水 窦 章 云 潘 葛 范 彭 郎",
);
export const givenNames = listOf(
  "拾月 听雪 问溪 渡云 衔烛 织雨 栖梧 望舒 逐光 踏月 枕石 眠云 吟风 画舟 烹雪 数萤 揽星 牧歌 裁云 捕风",
);

function tradesOf(sector: Trade["sector"], words: string, ending: string): Trade[] {
  return listOf(words).map((word) => ({ word: word + ending, sector }));
}

function listOf(words: string): string[] {
  return words.split(" ");
}
