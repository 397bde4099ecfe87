package org.cordscope.cohort.series;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordscope.study.Acquisition;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;
import org.jspecify.annotations.Nullable;

/** Headers of a made-up protocol: start from a maker's axial T2w, change one thing, ask for a stack of slices. */
public final class Protocol {
    public String study = "1.2.3";
    public String series = "1.2.3.1";
    public String patient = "P1";
    public String modality = "MR";
    public String manufacturer = "SIEMENS";
    public String exam = "";
    public String description = "t2_tse_tra";
    public String protocol = "t2_tse_tra";
    public String sequenceName = "*tse2d1_15";
    public String bodyPart = "CSPINE";
    public String contrast = "";
    public List<String> imageType = List.of("ORIGINAL", "PRIMARY", "M", "NORM", "DIS2D");
    public List<String> scanningSequence = List.of("SE");
    public List<String> scanOptions = List.of("PFP", "SFS");
    public boolean fatSaturated;
    public boolean burnedIn;
    public boolean mosaic;
    public String stack = "";
    public @Nullable Double echoTime = 95.0;
    public @Nullable Double repetitionTime = 4000.0;
    public @Nullable Double inversionTime;
    public @Nullable Double echoTrain = 15.0;
    public @Nullable Integer echoNumber = 1;
    public @Nullable Integer seriesPlane;
    public double tiltDegrees = 5;
    public double spacing = 0.5;
    public double gap = 3;
    private int made;

    public static Protocol siemens() {
        return new Protocol();
    }

    public static Protocol ge() {
        Protocol p = new Protocol();
        p.manufacturer = "GE MEDICAL SYSTEMS";
        p.description = "Ax T2 FRFSE";
        p.protocol = "C SPINE ROUTINE";
        p.sequenceName = "";
        p.imageType = List.of("ORIGINAL", "PRIMARY", "OTHER");
        p.scanOptions = List.of("FAST_GEMS", "SAT_GEMS", "NPW", "TRF_GEMS");
        p.echoTime = 102.0;
        p.repetitionTime = 3500.0;
        p.seriesPlane = 2;
        return p;
    }

    public static Protocol philips() {
        Protocol p = new Protocol();
        p.manufacturer = "Philips Medical Systems";
        p.description = "T2W_TSE ax";
        p.protocol = "T2W_TSE ax CLEAR";
        p.sequenceName = "";
        p.imageType = List.of("ORIGINAL", "PRIMARY", "M_SE", "M", "SE");
        p.scanOptions = List.of("SP");
        p.echoTime = 120.0;
        p.repetitionTime = 3200.0;
        return p;
    }

    /** All technical attributes and descriptions silent. */
    public Protocol silent() {
        description = "";
        protocol = "";
        sequenceName = "";
        bodyPart = "";
        imageType = List.of();
        scanningSequence = List.of();
        scanOptions = List.of();
        echoTime = null;
        repetitionTime = null;
        echoTrain = null;
        return this;
    }

    public Acquisition acquisition() {
        return new Acquisition(
                modality,
                manufacturer,
                exam,
                description,
                protocol,
                sequenceName,
                bodyPart,
                contrast,
                imageType,
                scanningSequence,
                List.of("SK"),
                scanOptions,
                fatSaturated,
                burnedIn,
                mosaic,
                stack,
                echoTime,
                repetitionTime,
                inversionTime,
                null,
                echoTrain,
                gap,
                echoNumber,
                seriesPlane);
    }

    public InstanceHeader at(double height) {
        return at(height, plane(height));
    }

    public InstanceHeader at(double height, @Nullable SlicePlane plane) {
        made++;
        String name = String.format(Locale.ROOT, "%s.%03d", series, (made * 37) % 1000);
        return new InstanceHeader(
                SourceFile.of(Path.of("in", name + "-" + made)),
                study,
                series,
                name,
                "1.2.840.10008.5.1.4.1.1.4",
                "1.2.840.10008.1.2.1",
                patient,
                320,
                320,
                List.of(new FrameHeader(1, plane, new Spacing(spacing, spacing), acquisition())));
    }

    /** {@code slices} headers from {@code height} upwards. */
    public List<InstanceHeader> stack(int slices, double height) {
        List<InstanceHeader> headers = new ArrayList<>();
        for (int i = 0; i < slices; i++) {
            headers.add(at(height + i * gap));
        }
        return headers;
    }

    public List<InstanceHeader> stack(int slices) {
        return stack(slices, -30);
    }

    /** An axial plane, tilted about the left-right axis, its centre near the origin in plane. */
    public SlicePlane plane(double height) {
        double t = Math.toRadians(tiltDegrees);
        Vector3 row = new Vector3(1, 0, 0);
        Vector3 column = new Vector3(0, Math.cos(t), Math.sin(t));
        Vector3 corner = row.times(-80).plus(column.times(-80)).plus(new Vector3(0, 0, height));
        return new SlicePlane(corner, row, column);
    }

    /** The same instance in another file, lying elsewhere. */
    public static InstanceHeader copyAt(InstanceHeader header, String file, SlicePlane plane) {
        FrameHeader frame = header.frames().get(0);
        return new InstanceHeader(
                SourceFile.of(Path.of("in", file)),
                header.studyUid(),
                header.seriesUid(),
                header.sopInstanceUid(),
                header.sopClassUid(),
                header.transferSyntaxUid(),
                header.patientId(),
                header.rows(),
                header.columns(),
                List.of(new FrameHeader(1, plane, frame.spacing(), frame.acquisition())));
    }

    public static SlicePlane coronal(double y) {
        return new SlicePlane(new Vector3(-80, y, 80), new Vector3(1, 0, 0), new Vector3(0, 0, -1));
    }

    public static SlicePlane sagittal(double x) {
        return new SlicePlane(new Vector3(x, -80, 80), new Vector3(0, 1, 0), new Vector3(0, 0, -1));
    }
}
