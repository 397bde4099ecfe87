package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.labelling.Assignment.ReadingMode;

/**
 * The written directions: {@code directions.md} of the study folder, or the shipped text where there is none; with three slices
 * of the phantom as examples (the paper's Figure 2: none, partial, circumferential).
 *
 * @param text as CommonMark
 */
public record Directions(String text) {
    private static final String FILE = "directions.md";

    /** Read anew each time, so that a change shows at once. */
    public static Directions of(StudyFolder study) {
        try {
            Path own = study.root().resolve(FILE);
            return new Directions(Files.isRegularFile(own) ? Files.readString(own) : shipped());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shipped() throws IOException {
        try (InputStream in = Directions.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("resource missing from the jar: " + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** To unfold beside the image; the key h shows them large. */
    Html folded(ReadingMode mode) {
        return element(
                "details.directions",
                attribute("open", ""),
                element("summary", Texts.of("directions.title"), " ", element("kbd", "h")),
                whole(mode));
    }

    Html whole(ReadingMode mode) {
        return element(
                "div.rules",
                attribute("id", "rules"),
                element("div.examples", example("none"), example("partial"), example("circumferential")),
                Markdown.of(text),
                mode == ReadingMode.GRADED ? grades() : Html.NONE);
    }

    private static Html example(String name) {
        return element(
                "figure",
                element(
                        "img",
                        attribute("src", "/directions/" + name + ".png"),
                        attribute("width", "320"),
                        attribute("height", "320"),
                        attribute("alt", Texts.of("example." + name + ".alt"))),
                element("figcaption", Texts.of("example." + name)));
    }

    private static Html grades() {
        List<Html> grades = IntStream.rangeClosed(0, 3)
                .mapToObj(i -> element("li", element("b", i + " "), Texts.of("kang." + i)))
                .toList();
        return element("ul.plain", grades);
    }
}
