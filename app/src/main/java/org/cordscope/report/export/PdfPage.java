package org.cordscope.report.export;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.cordscope.report.figure.Figure;

/** HTML as PDF: well-formed, with its figures as vectors. */
public final class PdfPage {
    private PdfPage() {}

    /**
     * A document.
     *
     * @param xhtml well-formed, with everything inside; styles are those of CSS 2.1
     */
    public static byte[] of(String xhtml) throws IOException {
        XRLog.setLoggingEnabled(false);
        PrintFont.register();
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (BatikSVGDrawer drawer = new BatikSVGDrawer()) {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.useFont(PrintFont::open, PrintFont.NAME);
            builder.useSVGDrawer(drawer);
            builder.withHtmlContent(xhtml, null);
            builder.toStream(pdf);
            builder.run();
        }
        return pdf.toByteArray();
    }

    /** A figure on a page of its own size. */
    public static byte[] of(Figure figure) throws IOException {
        return of("<html><head><title>figure</title><style>@page { size: " + figure.width() + "px " + figure.height()
                + "px; margin: 0 } body { margin: 0; font-size: 1px; line-height: 1 } svg { display: block }</style></head><body>"
                + figure.plain(PrintFont.NAME) + "</body></html>");
    }
}
