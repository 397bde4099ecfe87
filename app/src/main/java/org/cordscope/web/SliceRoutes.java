package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import org.cordscope.study.SliceKey;
import org.cordscope.web.access.Permission;
import org.cordscope.web.page.Layout;
import org.cordscope.web.pixels.ExampleSlices;
import org.cordscope.web.pixels.SliceSource;

/** Pixels and geometry for the viewer. No label, no prediction, no identifier. */
final class SliceRoutes {
    private final Site site;
    private final ExampleSlices examples = new ExampleSlices();

    SliceRoutes(Site site) {
        this.site = site;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/scans/{scan}", this::scan, Permission.SIGNED_IN);
        routes.get("/api/slices/{sop}/{frame}", this::slice, Permission.SIGNED_IN);
        routes.get("/directions/{name}.png", this::example, Permission.SIGNED_IN);
    }

    private void scan(Context context) throws IOException {
        Map<String, Object> scan = site.slices().scan(context.pathParam("scan")).orElseThrow(Site::notFound);
        context.contentType("application/json").result(Layout.json(scan));
    }

    private void example(Context context) throws IOException {
        byte[] png = examples.png(context.pathParam("name")).orElseThrow(Site::notFound);
        context.header("Cache-Control", "private, max-age=86400")
                .contentType("image/png")
                .result(png);
    }

    private void slice(Context context) throws IOException {
        SliceSource.Delivered slice = site.slices().slice(key(context)).orElseThrow(Site::notFound);
        context.header("Cordscope-Slice", Layout.json(slice.facts()))
                .contentType("application/octet-stream")
                .result(slice.pixels());
    }

    static SliceKey key(Context context) {
        String sop = context.pathParam("sop");
        String frame = context.pathParam("frame");
        if (!sop.matches("[0-9A-Za-z.-]{1,128}") || !frame.matches("[1-9]\\d{0,5}")) {
            throw Site.notFound();
        }
        return new SliceKey(sop, Integer.parseInt(frame));
    }
}
