// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.reading.passed.Overlooked;
import dev.sora.reading.picture.Pictures;
import java.util.Locale;
import java.util.Optional;

/**
 * Chooses pictures: files with the extension of a picture, so that damaged ones are reported, and
 * files with the first bytes of a picture, whatever their name.
 */
public final class PictureChoice implements Choice {

    private static final String FIX = "save them as PNG or JPEG";

    /** Creates the choice. */
    public PictureChoice() {}

    @Override
    public Optional<Overlooked.Reason> leavesOut(String name, Head head) {
        if (name.substring(name.lastIndexOf('/') + 1).equals("DICOMDIR")) {
            return Optional.of(
                    new Overlooked.Reason("tables of contents of DICOM media, named DICOMDIR", ""));
        }
        if (Pictures.isNamedLikeOne(name)) {
            return Optional.empty();
        }
        byte[] bytes = head.bytes();
        if (Pictures.isOne(bytes)) {
            return Optional.empty();
        }
        if (bytes.length == 0) {
            return Optional.of(
                    new Overlooked.Reason("empty files", "fetch them again, or remove them"));
        }
        return Optional.of(
                Pictures.foreign(bytes)
                        .map(
                                format ->
                                        new Overlooked.Reason(
                                                "files in a format that is not read, " + format,
                                                FIX))
                        .orElseGet(() -> other(name)));
    }

    private static Overlooked.Reason other(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        return new Overlooked.Reason(
                dot < 0
                        ? "files that are not pictures, without an ending"
                        : "files that are not pictures, ending in "
                                + last.substring(dot).toLowerCase(Locale.ROOT),
                FIX + " if they are meant to be pictures; otherwise nothing needs to be done");
    }
}
