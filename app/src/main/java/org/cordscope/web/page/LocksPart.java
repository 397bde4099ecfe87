package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.labelling.Assignment;
import org.cordscope.labelling.LockEvents.LockEvent;

/** The part of the coordinator's page that unlocks raters, and says what happened to locks. */
final class LocksPart {
    private static final int MINUTES = 16;

    private LocksPart() {}

    /** @param mayUnlock false once labels have been frozen */
    static Html of(Visitor visitor, List<Assignment> assignments, List<LockEvent> events, boolean mayUnlock) {
        List<Html> parts = new ArrayList<>();
        List<Html> locked = assignments.stream()
                .filter(Assignment::locked)
                .map(a -> element("option", attribute("value", a.rater()), a.rater()))
                .toList();
        if (mayUnlock && !locked.isEmpty()) {
            parts.add(Layout.form(
                    visitor,
                    "/labels/unlock",
                    attribute("class", "inline"),
                    element(
                            "label",
                            Texts.of("labels.unlock.rater"),
                            element("select", attribute("name", "rater"), locked)),
                    element(
                            "label.long",
                            Texts.of("labels.unlock.reason"),
                            element(
                                    "input",
                                    attribute("name", "reason"),
                                    attribute("maxlength", "500"),
                                    attribute("required", ""),
                                    attribute("autocomplete", "off"))),
                    Layout.button("", Texts.of("labels.unlock"))));
        }
        if (events.stream().anyMatch(e -> !e.locked())) {
            parts.add(element("ul.plain", events.stream().map(LocksPart::row).toList()));
        }
        return element("div", parts);
    }

    private static Html row(LockEvent event) {
        String at = event.at().toString().substring(0, MINUTES).replace('T', ' ');
        return element(
                "li.muted",
                event.locked()
                        ? Texts.of("labels.locked.event", at, event.rater())
                        : Texts.of("labels.unlocked.event", at, event.by(), event.rater(), event.reason()));
    }
}
