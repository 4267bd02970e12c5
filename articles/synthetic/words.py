"""Headlines and paragraphs for the synthetic archive, in both languages. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from articles.languages import Language
from articles.synthetic.dice import Dice


@dataclass(frozen=True)
class Vocabulary:
    """What the sentences of one language are put together from."""

    who: tuple[str, ...]
    did: tuple[str, ...]
    what: tuple[str, ...]
    why: tuple[str, ...]
    sentences: tuple[str, ...]


ENGLISH = Vocabulary(
    who=(
        "Shopkeepers",
        "Truck drivers",
        "Municipal workers",
        "Fishermen",
        "Teachers",
        "Customs officers",
        "Farmers",
        "Hospital doctors",
        "Aid workers",
        "Bus owners",
        "Electricity engineers",
        "Mukhtars",
        "Port clerks",
        "University students",
        "Olive growers",
        "Bank employees",
    ),
    did=(
        "wait for",
        "argue over",
        "close ranks on",
        "lose patience with",
        "count the cost of",
        "prepare for",
        "reject",
        "welcome",
        "postpone",
        "return to",
        "bargain over",
        "warn of",
    ),
    what=(
        "a new border fee",
        "the winter fuel list",
        "a promised road",
        "longer power cuts",
        "the water timetable",
        "a council election",
        "delayed salaries",
        "the bread price",
        "a ceasefire line",
        "the harvest",
        "a port inspection",
        "the school calendar",
        "a reopened crossing",
        "the rent law",
    ),
    why=(
        "as talks drag on",
        "after a week of rain",
        "before the holiday",
        "for the third year",
        "despite a pledge",
        "while ministers meet",
        "in spite of the cold",
        "as prices climb",
        "once the road opens",
        "without an answer",
    ),
    sentences=(
        "The notice went up before sunrise, and by noon nobody on the square spoke of anything "
        "else.",
        "“We were told {number} days,” said a man at the gate. “Nobody told us which ones.”",
        "Officials put the figure at {number}; people who work there say it is nearer to twice "
        "that.",
        "An earlier plan was dropped last spring after the contractors could not agree on a price.",
        "The ministry did not answer questions sent to it in writing on two occasions.",
        "Those who could afford it left in the first week, mostly to relatives on the coast.",
        "In the back room of a pharmacy, {number} names stand in a school exercise book.",
        "What was settled on paper has been harder to bring about on the ground.",
        "A generator hummed across the street, and the shutters stayed half down.",
        "Trade through the crossing fell by {number} percent compared with the year before.",
        "The council meets again on Thursday, when both sides expect a longer evening.",
        "“It is not the money,” a teacher said, folding the letter. “It is that they never ask.”",
        "Two lawyers familiar with the file said the decree would not survive an appeal.",
        "Traffic moved again in the afternoon, in one lane, under the eyes of a single policeman.",
        "Neither delegation would be drawn on the question of who pays for the repairs.",
        "On the hill above the town the orchards had already been picked clean.",
        "The older houses carry the marks of {number} winters and as many promises.",
        "Buses left half empty, a driver said, because nobody knew whether they would come back.",
        "A list of demands was handed over at the door and read out to the crowd.",
        "The bank raised its estimate twice this year and is expected to do so again.",
        "Children were sent home early; a caretaker locked the yard and kept the key.",
        "By evening {number} families had put down their names, many of them for the second time.",
    ),
)
ARABIC = Vocabulary(
    who=(
        "التجار",
        "سائقو الشاحنات",
        "عمال البلدية",
        "الصيادون",
        "المعلمون",
        "المزارعون",
        "أطباء المستشفى",
        "أصحاب الحافلات",
        "مهندسو الكهرباء",
        "طلاب الجامعة",
    ),
    did=("ينتظرون", "يختلفون على", "يستعدون ل", "يرفضون", "يرحبون ب", "يحذرون من"),
    what=(
        "رسوم الحدود الجديدة",
        "لائحة وقود الشتاء",
        "الطريق الموعود",
        "جدول المياه",
        "انتخاب المجلس",
        "سعر الخبز",
        "فتح المعبر",
        "موسم الزيتون",
        "قانون الإيجار",
    ),
    why=(
        "بعد أسبوع من المطر",
        "قبل العيد",
        "للسنة الثالثة",
        "رغم الوعود",
        "مع ارتفاع الأسعار",
        "بلا جواب",
    ),
    sentences=(
        "علّقت الورقة على الباب قبل شروق الشمس، ولم يتحدث أحد في الساحة عن شيء آخر حتى الظهر.",
        "قال رجل يقف عند البوابة: «قيل لنا {number} يوماً، ولم يقل لنا أحد أي أيام هي».",
        "تقول الجهات الرسمية إن العدد {number}، ويقول العاملون هناك إنه ضعف ذلك تقريباً.",
        "سقطت خطة سابقة في الربيع الماضي بعدما لم يتفق المتعهدون على السعر.",
        "لم تجب الوزارة عن أسئلة أرسلت إليها خطياً مرتين.",
        "غادر من استطاع في الأسبوع الأول، ومعظمهم إلى أقارب على الساحل.",
        "ما اتفق عليه على الورق كان أصعب على الأرض.",
        "تراجعت الحركة عبر المعبر بنسبة {number} في المئة عن العام الذي سبقه.",
        "يجتمع المجلس مجدداً يوم الخميس، ويتوقع الطرفان سهرة أطول.",
        "عادت السيارات إلى السير بعد الظهر في مسرب واحد تحت عيني شرطي وحيد.",
        "كانت البساتين على التلة فوق البلدة قد قطفت كلها.",
        "قبل المساء كانت {number} عائلة قد سجلت أسماءها، وكثير منها للمرة الثانية.",
    ),
)
VOCABULARIES = {Language.ENGLISH.value: ENGLISH, Language.ARABIC.value: ARABIC}


def headline(dice: Dice, language: str) -> str:
    """A headline of one line or two."""
    words = VOCABULARIES[language]
    parts = (dice.one(words.who), dice.one(words.did), dice.one(words.what), dice.one(words.why))
    return " ".join(parts).replace(" ل ", " ل").replace(" ب ", " ب")


def sentence(dice: Dice, language: str) -> str:
    return dice.one(VOCABULARIES[language].sentences).format(number=2 + dice.below(90))


def body(dice: Dice, language: str) -> str:
    """A story of 8 to 22 paragraphs, as the editor hands it over."""
    paragraphs = [
        " ".join(sentence(dice, language) for _ in range(1 + dice.below(3)))
        for _ in range(8 + dice.below(15))
    ]
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
