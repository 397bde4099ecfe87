package org.cordscope.report.export;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer.SvgScriptMode;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.cordscope.report.figure.Figure;

/** HTML as PDF: well-formed, with its figures as vectors. */
public final class PdfPage {
    /** Figures may hold pictures, and fetch none. */
    private static final Set<String> EMBEDDED = Set.of("data");

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
        try (BatikSVGDrawer drawer = new BatikSVGDrawer(SvgScriptMode.SECURE, EMBEDDED)) {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.useFont(
                    PrintFont::open,
                    PrintFont.NAME,
                    PrintFont.WEIGHT,
                    FontStyle.NORMAL,
                    true,
                    EnumSet.of(FSFontUseCase.DOCUMENT, FSFontUseCase.SVG));
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
