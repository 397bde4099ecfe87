package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

/** The viewer's places in a page; scripts fill them. */
final class ViewerParts {
    private ViewerParts() {}

    /** Thumbnails of the scan. */
    static Html film() {
        return element(
                "nav.film",
                attribute("id", "film"),
                attribute("tabindex", "0"),
                attribute("aria-label", Texts.of("viewer.film")));
    }

    /** The image with its corners and the bar of tools. */
    static Html stage() {
        return element(
                "section.stage",
                attribute("aria-label", Texts.of("viewer.stage")),
                element(
                        "div.frame",
                        attribute("id", "frame"),
                        element(
                                "canvas",
                                attribute("id", "canvas"),
                                attribute("tabindex", "0"),
                                attribute("role", "img"),
                                attribute("aria-label", Texts.of("viewer.image"))),
                        corner("topleft"),
                        corner("topright"),
                        corner("bottomleft"),
                        corner("bottomright"),
                        element("div.edge.left", attribute("id", "edgeleft")),
                        element("div.edge.right", attribute("id", "edgeright")),
                        element("div.edge.top", attribute("id", "edgetop")),
                        element("div.edge.bottom", attribute("id", "edgebottom")),
                        element("div.message", attribute("id", "message"), attribute("role", "alert"))),
                element(
                        "div.tools",
                        attribute("role", "toolbar"),
                        attribute("aria-label", Texts.of("viewer.tools")),
                        tool("preset1", "tool.preset1"),
                        tool("preset2", "tool.preset2"),
                        tool("preset3", "tool.preset3"),
                        tool("preset4", "tool.preset4"),
                        tool("preset5", "tool.preset5"),
                        element("span.gap"),
                        tool("invert", "tool.invert"),
                        tool("fit", "tool.fit"),
                        tool("zoomin", "tool.zoomin"),
                        tool("zoomout", "tool.zoomout"),
                        tool("cine", "tool.cine"),
                        element("span.gap"),
                        tool("keys", "tool.keys")));
    }

    private static Html tool(String action, String text) {
        return element("button.tool", attribute("type", "button"), attribute("data-action", action), Texts.of(text));
    }

    private static Html corner(String place) {
        return element("div.corner." + place, attribute("id", place));
    }

    /** A sagittal cut through the stack, with a line at the slice. */
    static Html locator() {
        return element(
                "section",
                element("h2", Texts.of("viewer.locator")),
                element(
                        "canvas.locator",
                        attribute("id", "locator"),
                        attribute("role", "img"),
                        attribute("aria-label", Texts.of("viewer.locator.long"))),
                element("p.fine", Texts.of("viewer.locator.long")));
    }
}
