package org.cordscope.report.figure;

/** Text inside markup. */
public final class Markup {
    private Markup() {}

    /** Text made safe inside elements and attributes of HTML and XML; characters that XML forbids become a question mark. */
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\ufffe', '\uffff' -> safe.append('?');
                default -> safe.append(c < 32 && c != '\n' && c != '\t' ? '?' : c);
            }
        }
        return safe.toString();
    }
}
