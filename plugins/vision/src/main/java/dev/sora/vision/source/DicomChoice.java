// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.reading.Choice;
import dev.sora.reading.dicom.DicomFile;
import dev.sora.reading.passed.Overlooked;
import java.util.Locale;
import java.util.Optional;

/** Chooses DICOM files: those named so, so that damaged ones are reported, and those that are. */
final class DicomChoice implements Choice {

    private static final Overlooked.Reason DIRECTORY =
            new Overlooked.Reason("tables of contents of DICOM media, named DICOMDIR", "");
    private static final Overlooked.Reason OTHER =
            new Overlooked.Reason(
                    "files that are not DICOM",
                    "read other pictures with 'type: image-folder'; otherwise nothing needs to be"
                            + " done");

    @Override
    public Optional<Overlooked.Reason> leavesOut(String name, Head head) {
        if (name.substring(name.lastIndexOf('/') + 1).equals("DICOMDIR")) {
            return Optional.of(DIRECTORY);
        }
        String lower = name.toLowerCase(Locale.ROOT);
        boolean wanted =
                lower.endsWith(".dcm") || lower.endsWith(".dicom") || DicomFile.is(head.bytes());
        return wanted ? Optional.empty() : Optional.of(OTHER);
    }
}
