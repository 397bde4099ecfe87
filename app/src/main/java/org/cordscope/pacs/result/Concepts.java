package org.cordscope.pacs.result;

import java.util.List;
import org.cordscope.dicom.Code;

/** Concepts of the reports: of PS3.16 and SNOMED CT, and of Cordscope's own scheme where neither has one. */
final class Concepts {
    /** Designator of the private scheme (PS3.16 section 8). */
    static final String OWN_SCHEME = "99CORDSCOPE";

    static final Code IMAGING_MEASUREMENT_REPORT = dcm("126000", "Imaging Measurement Report");
    static final Code OF_INTEREST = dcm("113000", "Of Interest");
    static final Code KEY_OBJECT_DESCRIPTION = dcm("113012", "Key Object Description");
    static final Code LANGUAGE = dcm("121049", "Language of Content Item and Descendants");
    static final Code ENGLISH = new Code("en", "RFC5646", "English");
    static final Code OBSERVER_TYPE = dcm("121005", "Observer Type");
    static final Code DEVICE = dcm("121007", "Device");
    static final Code DEVICE_UID = dcm("121012", "Device Observer UID");
    static final Code DEVICE_NAME = dcm("121013", "Device Observer Name");
    static final Code DEVICE_MANUFACTURER = dcm("121014", "Device Observer Manufacturer");
    static final Code DEVICE_MODEL = dcm("121015", "Device Observer Model Name");
    static final Code PROCEDURE_REPORTED = dcm("121058", "Procedure reported");
    /** The nearest of CID 100; the finding site says which region. */
    static final Code MRI = new Code("25056-3", "LN", "MRI unspecified body region");

    static final Code IMAGE_LIBRARY = dcm("111028", "Image Library");
    static final Code IMAGE_LIBRARY_GROUP = dcm("126200", "Image Library Group");
    static final Code IMAGING_MEASUREMENTS = dcm("126010", "Imaging Measurements");
    static final Code MEASUREMENT_GROUP = dcm("125007", "Measurement Group");
    static final Code TRACKING_IDENTIFIER = dcm("112039", "Tracking Identifier");
    static final Code TRACKING_UID = dcm("112040", "Tracking Unique Identifier");
    static final Code FINDING = dcm("121071", "Finding");
    static final Code CORD_COMPRESSION = sct("71286001", "Spinal cord compression");
    static final Code FINDING_SITE = sct("363698007", "Finding Site");
    static final Code SPINAL_CORD = sct("2748008", "Spinal cord");
    static final Code ALGORITHM_NAME = dcm("111001", "Algorithm Name");
    static final Code ALGORITHM_VERSION = dcm("111003", "Algorithm Version");
    static final Code ALGORITHM_PARAMETERS = dcm("111002", "Algorithm Parameters");
    static final Code SOURCE_OF_MEASUREMENT = dcm("121112", "Source of Measurement");
    static final Code PROBABILITY = dcm("122157", "Probability");
    static final Code PRESENT = sct("52101004", "Present");
    static final Code ABSENT = sct("272519000", "Absent");
    static final Code POSSIBLE = sct("371930009", "Possible");
    static final Code INDETERMINATE = sct("82334004", "Indeterminate");
    static final Code NO_UNITS = new Code("1", "UCUM", "no units");
    static final Code SLICES = new Code("{slices}", "UCUM", "slices");
    static final Code CODED_SLICES = own("CODED_SLICES", "Number of slices coded");
    static final Code COMPRESSED_SLICES = own("COMPR_SLICES", "Number of slices with spinal cord compression");
    static final Code LONGEST_RUN = own("LONGEST_RUN", "Longest run of neighbouring slices with compression");
    static final Code UNREADABLE_SLICES = own("UNREAD_SLICES", "Number of slices that could not be read");

    static final Code NOT_JUDGED_SLICES = own("NOT_JUDGED", "Number of slices that the model should not judge");
    static final Code REASON_NOT_JUDGED = own("WHY_NOT_JUDGED", "Reason why the model should not judge it");

    static final Code CORD_AREA = sct("42798000", "Area");
    static final Code CORD_AP = own("CORD_AP", "Anteroposterior diameter of spinal cord");
    static final Code CORD_RL = own("CORD_RL", "Right to left diameter of spinal cord");
    static final Code CANAL_AP = own("CANAL_AP", "Anteroposterior diameter of spinal canal");
    static final Code MSCC = own("MSCC", "Maximum spinal cord compression");
    static final Code KANG_GRADE = own("KANG", "Kang grade of cervical canal stenosis");
    static final Code MILLIMETRE = new Code("mm", "UCUM", "mm");
    static final Code SQUARE_MILLIMETRE = new Code("mm2", "UCUM", "mm2");
    static final Code PERCENT = new Code("%", "UCUM", "Percent");

    /** Kang et al., AJR 2011, 0 to 3. */
    private static final List<Code> GRADES = List.of(
            own("KANG_0", "Grade 0: no stenosis"),
            own("KANG_1", "Grade 1: subarachnoid space obliterated by more than half"),
            own("KANG_2", "Grade 2: spinal cord deformed"),
            own("KANG_3", "Grade 3: spinal cord signal changed"));

    private Concepts() {}

    static Code kangGrade(int grade) {
        return GRADES.get(grade);
    }

    private static Code dcm(String value, String meaning) {
        return new Code(value, "DCM", meaning);
    }

    private static Code sct(String value, String meaning) {
        return new Code(value, "SCT", meaning);
    }

    private static Code own(String value, String meaning) {
        return new Code(value, OWN_SCHEME, meaning);
    }
}
