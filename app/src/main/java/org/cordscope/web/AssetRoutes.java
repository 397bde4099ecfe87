package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.cordscope.report.figure.Tone;
import org.cordscope.web.access.Permission;

/** Style, scripts and drawings, from inside the jar: nothing is ever fetched from elsewhere. */
final class AssetRoutes {
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private AssetRoutes() {}

    static void register(RoutesConfig routes) {
        routes.get("/assets/figures.css", AssetRoutes::figures, Permission.ANYBODY);
        routes.get("/assets/{name}", AssetRoutes::asset, Permission.ANYBODY);
        routes.get("/favicon.ico", context -> context.redirect("/assets/mark.svg"), Permission.ANYBODY);
    }

    private static void figures(Context context) {
        context.contentType("text/css; charset=utf-8").result(Tone.darkRules(".figure"));
    }

    private static void asset(Context context) throws IOException {
        String name = context.pathParam("name");
        if (!name.matches("[a-z-]+\\.(css|js|svg)")) {
            throw Site.notFound();
        }
        try (InputStream in = AssetRoutes.class.getResourceAsStream("assets/" + name)) {
            if (in == null) {
                throw Site.notFound();
            }
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            context.header("Cache-Control", "no-cache").contentType(type).result(in.readAllBytes());
        }
    }
}
