package org.cordscope.imaging;

import java.awt.image.BufferedImage;

/** Capitals, digits and a few signs in 3 x 5 dots, so that a picture can be captioned where no fonts are installed. */
public final class PixelText {
    private static final String GLYPHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/ .-+";
    /** Five rows of three dots per glyph, top row in the highest bits. */
    private static final String[] DOTS = {
        "25755", "65656", "34443", "65556", "74647", "74644", "34553", "55755", "72227", "11152", "55655", "44447",
        "57755", "65555", "25552", "65644", "25573", "65655", "34216", "72222", "55557", "55552", "55775", "55255",
        "55222", "71247", "25552", "26227", "61247", "61216", "55711", "74616", "34652", "71222", "25252", "25316",
        "11244", "00000", "00002", "00700", "02720"
    };

    private static final int ADVANCE = 8;

    private PixelText() {}

    /** Width of a text in pixels. */
    public static int width(String text) {
        return ADVANCE * text.length();
    }

    /** Draws a text into a picture, from its top left corner; what lies outside is left out. */
    public static void draw(BufferedImage picture, int left, int top, String text, int colour) {
        int x = left;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int glyph = GLYPHS.indexOf(c);
            if (glyph < 0) {
                throw new IllegalArgumentException("no glyph for " + c);
            }
            drawGlyph(picture, x, top, DOTS[glyph], colour);
            x += ADVANCE;
        }
    }

    private static void drawGlyph(BufferedImage picture, int left, int top, String rows, int colour) {
        for (int row = 0; row < 10; row++) {
            int dots = rows.charAt(row / 2) - '0';
            for (int column = 0; column < 6; column++) {
                int x = left + column;
                int y = top + row;
                if (((dots >> (2 - column / 2)) & 1) == 1 && x < picture.getWidth() && y < picture.getHeight()) {
                    picture.setRGB(x, y, colour);
                }
            }
        }
    }
}
