package org.cordscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Model cards as pages show them. */
final class MarkdownTest {
    @Test
    void headings_points_and_paragraphs_are_told_apart_and_the_title_is_left_out() {
        assertEquals(
                "<h3>Use</h3>\n<p>one two</p>\n<ul>\n<li>a b</li>\n<li>c</li>\n</ul>\n",
                Markdown.html("# Title\n\n## Use\none\ntwo\n- a\n  b\n- c\n"));
    }

    @Test
    void tables_have_rows_and_cells_and_code_may_hold_a_bar() {
        String html = Markdown.html("| a | b |\n|---|---:|\n| `x|y` | 1 \\| 2 |\n\nafter");
        assertTrue(html.contains("<th>a</th>\n<th>b</th>"), html);
        assertTrue(html.contains("<td><code>x|y</code></td>\n<td>1 | 2</td>"), html);
        assertTrue(html.endsWith("</div>\n<p>after</p>\n"), html);
    }

    @Test
    void bold_code_and_links_keep_their_words_and_pictures_go() {
        assertEquals(
                "<p><b>Not for diagnosis.</b> See <code>--threshold</code>, decision 11. </p>\n",
                Markdown.html(
                        "**Not for diagnosis.** See `--threshold`, [decision 11](decisions/11.md). ![curve](a.svg)"));
        assertEquals("<pre>a &lt; b\n\n- c</pre>\n", Markdown.html("```\na < b\n\n- c\n```\n"));
    }

    @Test
    void markup_is_text() {
        assertEquals(
                "<p>&lt;script&gt; 2 * 3 ** 4 <b>&lt;i&gt;</b></p>\n", Markdown.html("<script> 2 * 3 ** 4 **<i>**"));
    }

    @Test
    void the_card_that_ships_is_a_well_formed_page_without_a_trace_of_its_marks() throws Exception {
        String html = Markdown.html(Files.readString(Path.of("..", "docs", "cord-model.md")));
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<body>" + html + "</body>")));
        String text = html.replaceAll("(?s)<(pre|code)>.*?</\\1>", "");
        for (String mark : new String[] {"**", "`", "](", "|---", "<p>|"}) {
            assertFalse(text.contains(mark), mark);
        }
    }
}
