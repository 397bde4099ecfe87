package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.util.List;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.labelling.Assignment;
import org.cordscope.labelling.Assignment.ReadingMode;
import org.cordscope.labelling.Assignments;

/** Disagreements one by one: what A and B say, the image, a decision with its reason. */
public final class AdjudicatePage {
    private AdjudicatePage() {}

    public static String of(Visitor visitor, StudyFolder study) {
        List<Assignment> assignments = Assignments.of(study);
        if (assignments.stream().anyMatch(a -> !a.locked())) {
            return Layout.column(
                    visitor,
                    "/adjudicate",
                    Texts.of("nav.adjudicate"),
                    element("h1", Texts.of("nav.adjudicate")),
                    element("p", Texts.of("adjudicate.wait")),
                    HomePage.progress(assignments));
        }
        return Layout.room(
                visitor, "/adjudicate", Texts.of("nav.adjudicate"), "adjudicate", room(Directions.of(study)));
    }

    private static Html room(Directions directions) {
        return element(
                "main.room",
                attribute("id", "main"),
                ViewerParts.film(),
                ViewerParts.stage(),
                element(
                        "aside.panel",
                        attribute("aria-label", Texts.of("adjudicate.panel")),
                        element(
                                "section",
                                element("h2", Texts.of("adjudicate.raters")),
                                element("div.sides", attribute("id", "sides"))),
                        element(
                                "section",
                                element("h2", Texts.of("adjudicate.decision")),
                                element(
                                        "div.answers",
                                        attribute("id", "answers"),
                                        LabelPage.answer("0", "0", "answer.no"),
                                        LabelPage.answer("1", "1", "answer.yes"),
                                        LabelPage.answer("x", "x", "answer.unreadable")),
                                element(
                                        "div.answers",
                                        attribute("id", "grades"),
                                        attribute("hidden", ""),
                                        LabelPage.grades(),
                                        LabelPage.answer("x", "x", "answer.unreadable")),
                                element(
                                        "label.stacked",
                                        Texts.of("adjudicate.reason"),
                                        element(
                                                "textarea",
                                                attribute("id", "reason"),
                                                attribute("rows", "3"),
                                                attribute("maxlength", "500"))),
                                element(
                                        "button.main.wide",
                                        attribute("type", "button"),
                                        attribute("id", "decide"),
                                        attribute("disabled", ""),
                                        Texts.of("adjudicate.save"))),
                        element(
                                "section",
                                element("h2", attribute("id", "open"), Texts.of("adjudicate.list")),
                                element("ol.list", attribute("id", "list"))),
                        ViewerParts.locator(),
                        directions.folded(ReadingMode.GRADED)));
    }
}
