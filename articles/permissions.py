"""Who may do what with stories: plain predicates for views and admin. Verbs check state only.

What can be done with a story, and in which state of it: ``D`` draft, ``S`` waiting for approval,
``A`` approved, ``K`` spiked, ``P`` scheduled, ``L`` live, ``W`` withdrawn, ``R`` retracted and
``T`` taken down and a draft again, ``C`` live with changes that are a draft, ``E`` approved and
under embargo, ``*`` always, ``-`` never. "own" is a journalist on a story that the journalist
began or stands in the byline of, "other" a journalist on somebody else's. Everybody else may do
nothing.

    what       own   other  editor  moderator  chief
    view       *     *      *       *          *
    search     *     *      *       *          *
    history    *     *      *       *          *
    preview    *     *      *       *          *
    note       *     *      *       *          *
    edit       DSWRTC -     *       -          *
    correct    -     -      *       -          *
    revert     DSWRTC -     *       -          *
    share      DSAKPLWRCE - DSAKPLWRCE -       DSAKPLWRCE
    copy       DSAKPLWRCE DSAKPLWRCE DSAKPLWRCE - DSAKPLWRCE
    submit     DWRTC -      DWRTC   -          DWRTC
    send_back  -     -      SAPLE   -          SAPLE
    approve    -     -      S       -          S
    publish    -     -      APL     -          APLE
    withdraw   -     -      PLC     -          PLC
    retract    -     -      LWC     -          LWC
    take_down  -     -      -       -          LWRC
    reinstate  -     -      -       -          T
    spike      DSWR  -      DSWR    -          DSWR
    revive     K     -      K       -          K
    schedule   -     -      APE     -          APE
    unschedule -     -      P       -          P
    embargo    -     -      DSALWRTCE -        DSALWRTCE
    lift       -     -      -       -          E
    discard    C     -      C       -          C
    amend      -     -      -       -          -
    in_print   *     *      *       *          *
    place      -     -      DSAPLCE -          DSAPLCE
    print      -     -      *       -          *
    unprint    -     -      -       -          *
    record     -     -      -       -          *
    delete     -     -      -       -          -
    bulk       DSWRTC -     *       -          *

What can be done with an assignment, and in which stage of it: ``Q`` proposed, ``N`` planned for
nobody yet, ``G`` assigned, ``B`` in progress, ``F`` done, ``X`` dropped. "own" is a journalist who
has it, or who proposed it while it is a proposal.

    assignment  own  other  editor  moderator  chief
    view        *    *      *       *          *
    accept      -    -      Q       -          Q
    assign      -    -      QNGB    -          QNGB
    change_due  Q    -      QNGB    -          QNGB
    revise      Q    -      QNGBF   -          QNGBF
    begin       G    -      NG      -          NG
    drop        Q    -      QNGB    -          QNGB
    revive      -    -      X       -          X

The pages of the desk and who may open them and send something to them: ``J`` journalist,
``E`` editor, ``M`` moderator, ``C`` chief, ``N`` signed in without a role, ``?`` anybody, ``-``
nobody. Unsaved work is its owner's and the chief's; the row speaks of an entry of the chief's own.
The pages of the other apps stand with their permissions.

    page                              open   send
    language                          -      JEMCN
    index                             JEMCN  JEMCN
    login                             ?      ?
    logout                            -      JEMCN
    password_change                   JEMCN  JEMCN
    password_change_done              JEMCN  -
    autocomplete                      JEMC   -
    jsi18n                            JEMCN  -
    picture                           JEMC   -
    view_on_site                      JEMCN  JEMCN
    articles_journal                  JEC    JEC
    articles_journal_keep             -      JEC
    articles_journal_here             -      JEC
    articles_journal_entry            C      C
    articles_journal_discard          -      C
    articles_article_compare          JEMC   JEMC
    articles_article_restore          EC     EC
    articles_article_as_read          JEMC   -
    articles_article_as_read_frame    JEMC   -
    articles_article_preview          JEMC   -
    articles_article_preview_frame    JEMC   -
    articles_article_share            -      EC
    articles_article_revoke           -      EC
    articles_article_notes            JEMC   JEMC
    articles_article_note             -      JEMC
    articles_article_points           JEMC   JEMC
    articles_view_keep                -      JEMC
    articles_view_forget              -      C
    articles_shortcuts                JEMCN  JEMCN
    articles_article_tags             JEMC   JEMC
    articles_article_together         -      JEC
    articles_article_copy             -      JEC
    articles_article_step             EC     EC
    articles_corrections_in_print     JEMC   -
    articles_article_schedule         EC     EC
    articles_article_embargo          EC     EC
    articles_article_changelist       JEMC   -
    articles_article_add              JEC    JEC
    articles_article_history          JEMC   JEMC
    articles_article_delete           -      -
    articles_article_change           JEMC   EC
    articles_assignment_week          JEMC   -
    articles_assignment_accept        -      EC
    articles_assignment_begin         -      EC
    articles_assignment_revive        -      EC
    articles_assignment_drop          EC     EC
    articles_assignment_move          EC     EC
    articles_assignment_changelist    JEMC   -
    articles_assignment_add           JEC    JEC
    articles_assignment_history       JEMC   JEMC
    articles_assignment_delete        -      -
    articles_assignment_change        JEMC   EC
    articles_photo_pick               JEC    JEC
    articles_photo_thumbnail          JEMC   JEMC
    articles_photo_changelist         JEMC   -
    articles_photo_add                JEC    JEC
    articles_photo_history            JEMC   JEMC
    articles_photo_delete             -      -
    articles_photo_change             JEMC   EC
    articles_contributor_changelist   JEMC   -
    articles_contributor_add          JEC    JEC
    articles_contributor_history      JEMC   JEMC
    articles_contributor_delete       -      -
    articles_contributor_change       JEMC   EC
    articles_place_changelist         JEMC   -
    articles_place_add                JEC    JEC
    articles_place_history            JEMC   JEMC
    articles_place_delete             -      -
    articles_place_change             JEMC   EC
    articles_print_plan               JEMC   EC
    articles_print_mark               EC     EC
    articles_print_unprint            C      C
    articles_print_record             C      C
    articles_article_print            JEMC   EC
    articles_printedition_changelist  JEMC   -
    articles_printedition_add         EC     EC
    articles_printedition_history     JEMC   JEMC
    articles_printedition_delete      -      -
    articles_printedition_change      JEMC   EC
    taggit_tag_changelist             JEMC   -
    taggit_tag_add                    -      -
    taggit_tag_history                JEMC   JEMC
    taggit_tag_delete                 -      -
    taggit_tag_change                 JEMC   EC
    articles_namealias_changelist     JEMC   -
    articles_namealias_add            EC     EC
    articles_namealias_history        JEMC   JEMC
    articles_namealias_delete         -      -
    articles_namealias_change         JEMC   EC
    articles_section_changelist       JEMC   -
    articles_section_add              C      C
    articles_section_history          JEMC   JEMC
    articles_section_delete           -      -
    articles_section_change           JEMC   C
    articles_wording_changelist       JEMC   -
    articles_wording_add              C      C
    articles_wording_history          JEMC   JEMC
    articles_wording_delete           -      -
    articles_wording_change           JEMC   -
    articles_pointlevels_changelist   JEMC   C
    articles_front_changelist         JEMC   -
    articles_front                    JEMC   EC
    articles_front_frame              JEMC   -
    articles_front_publish            -      EC
    articles_front_schedule           EC     EC
    articles_front_unschedule         -      EC
    articles_front_discard            -      EC
    articles_front_history            JEMC   -
    articles_front_restore            -      EC
    articles_front_breaking           EC     EC
    articles_front_take_down          -      EC
    app_list                          JEMC   JEMC
"""

from __future__ import annotations

from articles.models import Article, Assignment, Contributor, JournalEntry, Photo, SavedView
from articles.planning import Act, Stage
from articles.workflow import Editorial, Publication, Verb
from staff.permissions import Person, roles_of
from staff.roles import Role

WRITERS = frozenset({Role.JOURNALIST, Role.EDITOR, Role.CHIEF})
EDITORS = frozenset({Role.EDITOR, Role.CHIEF})
CHIEFS = frozenset({Role.CHIEF})
EVERYBODY = frozenset(Role)

# Who may use a verb at all; a journalist only on own stories (see can_use).
VERBS: dict[Verb, frozenset[Role]] = {
    Verb.SUBMIT: WRITERS,
    Verb.SEND_BACK: EDITORS,
    Verb.APPROVE: EDITORS,
    Verb.AMEND: frozenset(),  # happens by itself when an approved text changes
    Verb.PUBLISH: EDITORS,
    Verb.WITHDRAW: EDITORS,
    Verb.RETRACT: EDITORS,
    Verb.TAKE_DOWN: CHIEFS,
    Verb.REINSTATE: CHIEFS,
    Verb.SPIKE: WRITERS,
    Verb.REVIVE: WRITERS,
    Verb.SCHEDULE: EDITORS,
    Verb.UNSCHEDULE: EDITORS,
    Verb.EMBARGO: EDITORS,
    Verb.LIFT: CHIEFS,
    Verb.DISCARD: WRITERS,  # whoever may write on the story as it stands
}


def is_own(person: Person, article: Article) -> bool:
    """Whether the person began the story or stands in its byline."""
    if person.pk is None:
        return False
    if article.created_by_id == person.pk:
        return True
    return article.bylines.filter(contributor__user=person.pk).exists()


def can_view_stories(person: Person) -> bool:
    return bool(roles_of(person) & EVERYBODY)


def can_write(person: Person) -> bool:
    return bool(roles_of(person) & WRITERS)


def can_edit(person: Person, article: Article) -> bool:
    """Editors edit everything; journalists their own stories until an editor has approved them."""
    roles = roles_of(person)
    if roles & EDITORS:
        return True
    if Role.JOURNALIST not in roles or not is_own(person, article):
        return False
    return article.editorial in {Editorial.DRAFT, Editorial.SUBMITTED}


def can_copy(person: Person, article: Article) -> bool:
    """Whoever writes and may read a story may begin one of their own with its text.

    What was taken down comes back by the chief alone, and not as a copy.
    """
    return can_write(person) and article.removal != Publication.TAKEN_DOWN


def can_share_view(person: Person, role: Role) -> bool:
    """Saved views are shared with a role of one's own; the chief shares with any."""
    return bool(roles_of(person) & {role, Role.CHIEF})


def can_forget_view(person: Person, view: SavedView) -> bool:
    """Whoever keeps a view forgets it; the chief also tidies up what is shared."""
    return view.user_id == person.pk or bool(view.shared_with and roles_of(person) & CHIEFS)


def can_use(person: Person, verb: Verb, article: Article) -> bool:
    """Whether the person may use a verb on this story, whatever its status."""
    roles = roles_of(person)
    if not roles & VERBS[verb]:
        return False
    if verb == Verb.DISCARD:
        return can_edit(person, article)
    return bool(roles & EDITORS) or is_own(person, article)


def can_propose(person: Person) -> bool:
    """Whoever writes may propose a story; it waits for an editor."""
    return can_write(person)


def can_plan(person: Person) -> bool:
    """Editors plan: what they enter is in the plan at once, and they say who has it."""
    return bool(roles_of(person) & EDITORS)


def can_act(person: Person, act: Act, assignment: Assignment) -> bool:
    """Whether the person may do this with an assignment, whatever its stage.

    A journalist begins what they have, and may change or take back a proposal of their own.
    """
    roles = roles_of(person)
    if roles & EDITORS:
        return True
    if Role.JOURNALIST not in roles:
        return False
    if act == Act.BEGIN:
        return any(one.user_id == person.pk for one in assignment.assignees.all())
    is_theirs = assignment.created_by_id == person.pk and assignment.stage == Stage.PROPOSED
    return is_theirs and act in {Act.REVISE, Act.CHANGE_DUE, Act.DROP}


def can_publish_early(person: Person) -> bool:
    """Publish before an embargo has passed; the reason stays in the history."""
    return bool(roles_of(person) & CHIEFS)


def can_keep_unsaved_work(person: Person) -> bool:
    """Whoever writes keeps a journal of what is typed and not saved, of any story."""
    return can_write(person)


def can_read_unsaved_work(person: Person, entry: JournalEntry | None) -> bool:
    """Its owner and the chief read it; everybody else sees only that there is some.

    Args:
        entry: none asks about the entries of all colleagues.
    """
    if Role.CHIEF in roles_of(person):
        return True
    return entry is not None and entry.owner_id == person.pk and can_write(person)


def can_correct(person: Person) -> bool:
    """Corrections speak for the newspaper: editors write them."""
    return bool(roles_of(person) & EDITORS)


def can_share_preview(person: Person, article: Article) -> bool:
    """Show an unpublished story to somebody without an account, and take that back again."""
    roles = roles_of(person)
    if article.removal == Publication.TAKEN_DOWN:
        return False
    if roles & EDITORS:
        return True
    return Role.JOURNALIST in roles and is_own(person, article)


def can_upload_photos(person: Person) -> bool:
    return can_write(person)


def can_change_photo(person: Person, photo: Photo) -> bool:
    """Editors change every photo; whoever sent one does until readers could have it at once.

    Stories keep what they were approved with; a portrait is shown as it stands.
    """
    if can_change_reference(person):
        return True
    is_own = photo.uploaded_by_id == person.pk and can_upload_photos(person)
    return is_own and not Contributor.objects.filter(portrait=photo).exists()


def can_keep_reference(person: Person) -> bool:
    """Contributors and places: whoever writes may add what a story needs."""
    return can_write(person)


def can_arrange_print(person: Person) -> bool:
    """Which story stands on which printed page, and that it was printed, is the editors' to say.

    Everybody at the desk may look.
    """
    return bool(roles_of(person) & EDITORS)


def can_correct_print_record(person: Person) -> bool:
    """What was printed is a record; the chief alone corrects it or takes it back, with a reason."""
    return bool(roles_of(person) & CHIEFS)


def can_change_reference(person: Person) -> bool:
    return bool(roles_of(person) & EDITORS)


def can_manage_sections(person: Person) -> bool:
    return bool(roles_of(person) & CHIEFS)


def can_write_wording(person: Person) -> bool:
    return bool(roles_of(person) & CHIEFS)


def can_note(person: Person) -> bool:
    """Whoever may read a story may speak about it, and say that a question is settled."""
    return can_view_stories(person)


def can_set_points(person: Person) -> bool:
    """How much each point before publication weighs is the chief's to say."""
    return bool(roles_of(person) & CHIEFS)


def can_override_points(person: Person) -> bool:
    """Going on although a blocking point is missing; the reason stays in the history."""
    return bool(roles_of(person) & CHIEFS)


def can_arrange_front(person: Person) -> bool:
    """Arrange the front page and give it to the readers; everybody at the desk may look at it."""
    return bool(roles_of(person) & EDITORS)


def can_break_news(person: Person) -> bool:
    """Put up and take down the strip of breaking news."""
    return bool(roles_of(person) & EDITORS)
