use super::{Palette, picture, sheet};
use crate::base::SimTime;
use crate::scenario::{Edit, Scenario, examples::EXAMPLES};
use crate::session::{Action, Session};

fn session() -> Session {
    let mut session = Session::new(Scenario::from_toml(EXAMPLES[0].toml).expect("an example"));
    session.dispatch(Action::Seek(SimTime::from_secs(12)));
    session
}

fn palette() -> Palette {
    Palette::read(|name| match name {
        "bg" => "#f6f7f9".to_string(),
        "t1" => "url(javascript:alert(1))\"".to_string(),
        _ => "#123456".to_string(),
    })
}

#[test]
fn a_picture_shows_every_card_with_its_name() {
    let session = session();
    let svg = picture(&session, &palette()).svg;
    for node in session.scenario().nodes.values() {
        assert!(svg.contains(&format!(">{}<", node.name)), "{}", node.name);
    }
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"));
    assert!(
        svg.contains("#f6f7f9") && !svg.contains("javascript"),
        "only plain colours"
    );
}

#[test]
fn a_picture_is_the_same_for_the_same_moment() {
    assert_eq!(picture(&session(), &palette()), picture(&session(), &palette()));
}

#[test]
fn what_people_write_is_never_markup() {
    let mut session = session();
    let hostile = "</title><script>alert('1')</script>&\u{0}\u{1b}\"";
    let edit = Edit::Title(hostile.to_string());
    session.dispatch(Action::Edit {
        edit,
        key: String::new(),
    });
    let svg = picture(&session, &palette()).svg;
    assert!(svg.contains("&lt;/title&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;"));
    assert!(!svg.contains("<script") && !svg.contains('\u{0}') && !svg.contains('\u{1b}'));
    assert_eq!(svg.matches("<title>").count(), 1);
}

#[test]
fn paper_shows_what_differs_and_what_is_planned() {
    let sheet = sheet(&session(), &palette());
    assert_eq!(sheet.title, "A queue decouples");
    assert!(sheet.steps.iter().any(|[_, run]| run == "fail worker"));
    assert!(!sheet.settings.is_empty());
    assert_eq!(sheet.caption, "At 0:00:12.000, seed 1.");
}

#[test]
fn an_empty_design_has_a_picture_too() {
    let svg = picture(&Session::new(Scenario::default()), &palette()).svg;
    assert!(svg.ends_with("</svg>"));
}
