// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An attribute of DICOM files that becomes a column.
 *
 * @param name the name of the column
 * @param tag its group in the upper 16 bits, its element in the lower
 */
record DicomAttribute(String name, int tag) {

    private static final Map<String, Integer> KEYWORDS = new LinkedHashMap<>();

    static {
        KEYWORDS.put("SOPInstanceUID", 0x00080018);
        KEYWORDS.put("StudyDate", 0x00080020);
        KEYWORDS.put("Modality", 0x00080060);
        KEYWORDS.put("Manufacturer", 0x00080070);
        KEYWORDS.put("InstitutionName", 0x00080080);
        KEYWORDS.put("StudyDescription", 0x00081030);
        KEYWORDS.put("SeriesDescription", 0x0008103e);
        KEYWORDS.put("ManufacturerModelName", 0x00081090);
        KEYWORDS.put("PatientID", 0x00100020);
        KEYWORDS.put("PatientSex", 0x00100040);
        KEYWORDS.put("PatientAge", 0x00101010);
        KEYWORDS.put("BodyPartExamined", 0x00180015);
        KEYWORDS.put("SliceThickness", 0x00180050);
        KEYWORDS.put("ViewPosition", 0x00185101);
        KEYWORDS.put("StudyInstanceUID", 0x0020000d);
        KEYWORDS.put("SeriesInstanceUID", 0x0020000e);
        KEYWORDS.put("SeriesNumber", 0x00200011);
        KEYWORDS.put("InstanceNumber", 0x00200013);
        KEYWORDS.put("Laterality", 0x00200060);
        KEYWORDS.put("ImageLaterality", 0x00200062);
        KEYWORDS.put("PhotometricInterpretation", 0x00280004);
    }

    /**
     * Returns the attribute of a keyword, or of a tag such as {@code 0010,0020}.
     *
     * @throws SoraException if it is neither
     */
    static DicomAttribute of(String name) {
        Integer tag = KEYWORDS.get(name);
        if (tag != null) {
            return new DicomAttribute(name, tag);
        }
        String plain = name.toLowerCase(Locale.ROOT);
        if (plain.matches("[0-9a-f]{4},[0-9a-f]{4}")) {
            return new DicomAttribute(name, Integer.parseUnsignedInt(plain.replace(",", ""), 16));
        }
        throw new SoraException(
                Problem.of("SORA-4140", "'%s' is not an attribute that is known".formatted(name))
                        .needs(String.join(", ", KEYWORDS.keySet()))
                        .fix("write any other one by its tag, such as '0010,0020'"));
    }
}
