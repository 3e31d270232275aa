"""The words of the sample: titles, statuses, sections in English, Russian with Kazakh letters, and Arabic."""

# ruff: noqa: E501 - a line for each text reads better than many for one

from __future__ import annotations

from reports.snapshot import CommitmentLine, StatusLine
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import CommitmentStatus, SectionKey, Theme, Voice


def texts(en: str, ru: str = "", ar: str = "") -> Multilingual:
    return Multilingual({"en": en, "ru": ru, "ar": ar})


NARRATIVE = texts(
    "Women hold more seats than ever, but the **regions differ**: in two of them no woman sits in the council.\n\n"
    "- training reached all districts;\n- child care at meetings is still missing.",
    "Женщины занимают больше мест, чем когда-либо, но **регионы различаются**: в двух из них в совете нет ни одной женщины.\n\n"
    "- обучение прошло во всех районах;\n- на встречах по-прежнему нет присмотра за детьми.",
    "تشغل النساء مقاعد أكثر من أي وقت مضى، لكن **المناطق تختلف**.\n\n- وصل التدريب إلى جميع المناطق؛\n- ما زالت رعاية الأطفال غائبة.",
)

BODIES = {
    SectionKey.FOREWORD: texts(
        "This report shows where the plan stands after its third year. It was written by those who carry it out.\n\n"
        "> Peace that leaves out half of the people does not last.",
        "Этот отчёт показывает, где находится план после третьего года. Его написали те, кто его выполняет.\n\n"
        "> Мир, в котором не участвует половина людей, недолговечен. Бейбітшілік — ортақ іс: Ә Ғ Қ Ң Ө Ұ Ү Һ І.",
        "يبيّن هذا التقرير أين تقف الخطة بعد عامها الثالث، وقد كتبه من ينفذونها.",
    ),
    SectionKey.SUMMARY: texts(
        "1. Participation grows.\n2. Shelters are full.\n3. One law was repealed.",
        "1. Участие растёт.\n2. Кризисные центры переполнены.\n3. Один закон отменён.",
        "1. المشاركة تنمو.\n2. المآوي ممتلئة.\n3. أُلغي قانون واحد.",
    ),
    SectionKey.CONTEXT: texts(
        "### Two hard years\n\nFloods and rising prices marked the period. *Figures of 2022 were revised.*"
    ),
    SectionKey.CHALLENGES: texts(
        "Data by region come late.", "Данные по регионам приходят поздно.", "تصل البيانات متأخرة."
    ),
    SectionKey.NEXT_STEPS: texts(
        "A mid-term review in autumn.", "Среднесрочный обзор осенью.", "مراجعة نصفية في الخريف."
    ),
}


def _status(
    voice: Voice, organisation: str, status: CommitmentStatus, note: Multilingual, *evidence: int
) -> StatusLine:
    return StatusLine(voice=voice, organisation=organisation, status=status, note=note, evidence=evidence)


def _commitment(code: str, theme: Theme, text: Multilingual, *statuses: StatusLine) -> CommitmentLine:
    official = next((each.status for each in statuses if each.voice is Voice.OFFICIAL), CommitmentStatus.NO_REPORT)
    return CommitmentLine(
        code=code,
        text=text,
        theme=theme,
        outcome=f"{code[0]}.A",
        lead="office",
        supporting=("bridge",),
        references=("sdg:5.5", "cedaw_gr30:46") if code[0] == "1" else (),
        is_illustrative=code in ("2.2", "3.1"),
        official=official,
        civil_society=tuple(each.status for each in statuses if each.voice is Voice.CIVIL_SOCIETY),
        statuses=statuses,
    )


OFFICIAL, CIVIL = Voice.OFFICIAL, Voice.CIVIL_SOCIETY
S = CommitmentStatus
COMMITMENTS = (
    _commitment("1.1", Theme.PARTICIPATION,
        texts("Raise the share of women among members of parliament and of regional councils",
              "Повысить долю женщин среди депутатов парламента и региональных советов",
              "رفع نسبة النساء بين أعضاء البرلمان والمجالس الإقليمية"),
        _status(OFFICIAL, "office", S.IN_PROGRESS, texts("A quota of 30 % is in force.", "Действует квота 30 %."), 1),
        _status(CIVIL, "bridge", S.DELAYED, texts("The quota binds lists, not seats.", "Квота касается списков, а не мандатов."), 3)),
    _commitment("1.2", Theme.PARTICIPATION,
        texts("Adopt rules on women in peace talks", "Принять правила участия женщин в мирных переговорах", "اعتماد قواعد المشاركة"),
        _status(OFFICIAL, "office", S.COMPLETED, Multilingual(), 2)),
    _commitment("2.1", Theme.PREVENTION, texts("Train mediators", "Обучить медиаторов", "تدريب الوسيطات"),
        _status(OFFICIAL, "office", S.IN_PROGRESS, Multilingual()), _status(CIVIL, "bridge", S.IN_PROGRESS, Multilingual())),
    _commitment("2.2", Theme.PREVENTION, texts("Bring laws in line", "Привести законы в соответствие", "مواءمة القوانين"),
        _status(CIVIL, "shelter", S.SUSPENDED, texts("No draft since spring.", "С весны нет проекта."))),
    _commitment("3.1", Theme.PROTECTION, texts("Open shelters in each region", "Открыть кризисные центры в каждом регионе"),
        _status(OFFICIAL, "office", S.DELAYED, texts("Two of five are open.", "Открыты два из пяти.", "افتُتح اثنان من خمسة.")),
        _status(CIVIL, "shelter", S.NOT_STARTED, Multilingual(), 4)),
    _commitment("4.1", Theme.RELIEF_AND_RECOVERY, texts("Include women in recovery funds", "Включить женщин в фонды восстановления", "إدماج النساء")),
    _commitment("5.1", Theme.CROSS_CUTTING, texts("Meet as a council four times a year", "Собирать совет четыре раза в год", "اجتماع المجلس"),
        _status(OFFICIAL, "office", S.CANCELLED, Multilingual(), 5)),
)  # fmt: skip
