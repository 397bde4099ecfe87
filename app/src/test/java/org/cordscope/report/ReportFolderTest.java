package org.cordscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.cordscope.report.methods.Checklists;
import org.cordscope.report.table.Table;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.Test;

final class ReportFolderTest {

    @Test
    void a_report_is_written_in_every_form_that_a_paper_needs() throws IOException {
        Path folder = Path.of("target", "sample-report-folder");
        ReportFolder.write(SampleReport.full(), folder, Progress.NONE);
        for (String name :
                List.of("roc", "patients", "bland-altman", "grades", "agreement", "architecture", "training")) {
            for (String ending : List.of(".svg", ".pdf", ".png")) {
                assertTrue(Files.exists(folder.resolve("figures").resolve(name + ending)), name + ending);
            }
        }
        assertTrue(Files.exists(folder.resolve("tables/metrics.tex")));
        var png = ImageIO.read(folder.resolve("figures/confusion.png").toFile());
        assertEquals(Math.round(500 * 300 / 96.0), png.getWidth());
        try (PDDocument pdf = Loader.loadPDF(folder.resolve("report.pdf").toFile())) {
            String text = new PDFTextStripper().getText(pdf);
            assertTrue(text.contains("Expected calibration error"));
            assertTrue(text.contains("Conger\u2019s kappa"), "typographic signs are in the typeface");
        }
        try (PDDocument pdf = Loader.loadPDF(folder.resolve("figures/roc.pdf").toFile())) {
            assertEquals(1, pdf.getNumberOfPages());
            assertEquals(1040 * 72 / 96.0, pdf.getPage(0).getMediaBox().getWidth(), 1);
        }
    }

    @Test
    void checklists_are_answered_where_an_answer_is_known_and_open_elsewhere() {
        List<Table> tables = Checklists.of(Map.of("flow", "See Figure 1."));
        assertEquals(3, tables.size());
        assertEquals(44, tables.get(0).rows().size());
        assertEquals("See Figure 1.", tables.get(0).rows().get(34).get(2));
        assertEquals(Checklists.OPEN, tables.get(0).rows().get(0).get(2));
    }
}
