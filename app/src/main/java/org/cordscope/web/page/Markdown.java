package org.cordscope.web.page;

import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** CommonMark as a piece of a page; tags in the text stay text, and links lead nowhere unsafe. */
final class Markdown {
    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    private Markdown() {}

    static Html of(String text) {
        Node document = PARSER.parse(text);
        return out -> out.append(RENDERER.render(document));
    }
}
