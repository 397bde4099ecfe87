package org.cordscope.report.export;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The typeface of everything printed, which comes with the PDF library, so that prints are alike on every machine. */
final class PrintFont {
    static final String NAME = "Liberation Sans";
    /** The only one that comes along, as CSS counts. */
    static final int WEIGHT = 400;

    private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private PrintFont() {}

    static InputStream open() {
        InputStream font = PrintFont.class.getResourceAsStream(FILE);
        if (font == null) {
            throw new IllegalStateException("the PDF library has no " + FILE);
        }
        return font;
    }

    /** Makes the typeface known to what draws pictures. */
    static void register() {
        try (InputStream font = open()) {
            GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(Font.createFont(Font.TRUETYPE_FONT, font));
        } catch (IOException e) {
            throw new UncheckedIOException("the typeface of the PDF library cannot be read", e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the typeface of the PDF library is damaged", e);
        }
    }
}
