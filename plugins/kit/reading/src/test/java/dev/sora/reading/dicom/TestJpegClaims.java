// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.RecordException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** JPEG data within DICOM files whose frame header claims what the data does not contain. */
final class TestJpegClaims {

    /** Six rows of nine samples, by CharLS. */
    private static final String LS =
            "/9j/6AAgU1BJRkYAAgAAAQAAAAYAAAAJChAGAQAAASwAAAEs/+gACAAAAAH/2P/3AAsQAAYACQEBEQD/+AANAf//"
                    + "ABIAQwEUAED/2gAIAQEAAAAAokxJiTEeRZDoM/nFqLUWoNPBjeoNPaiSWgBK3UOouSQBh/UO0XUkfvzg5znH"
                    + "BWCCNFrMDYEnAR+iTEeRZxIfJDiS/9k=";

    /** The marker, length, precision, rows, columns, and the only component. */
    private static final String FRAME = "fff7000b1000060009" + "01" + "011100";

    private static byte[] withFrame(String frame) {
        String jpeg = HexFormat.of().formatHex(Base64.getDecoder().decode(LS));
        int at = jpeg.indexOf(FRAME);
        return HexFormat.of()
                .parseHex(jpeg.substring(0, at) + frame + jpeg.substring(at + FRAME.length()));
    }

    private static void refused(Made head, byte[] jpeg, String saying) {
        byte[] file = head.fragments(jpeg).file();
        assertThatThrownBy(() -> DicomFile.read(file, "a.dcm").picture(0, Window.OF_FILE))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining(saying);
    }

    /** Two of three components would have stayed black. */
    @Test
    void refusesScansThatAreMissing() {
        byte[] jpeg = withFrame("fff700111000060009" + "03" + "011100" + "021100" + "031100");

        refused(
                Made.colour("1.2.840.10008.1.2.4.80", 9, 6, "RGB", 0),
                jpeg,
                "scans of 1 of 3 components");
    }

    /** 400 million samples would take 1.6 GB before the data ends. */
    @Test
    void comparesTheSizeBeforeItDecodes() {
        byte[] jpeg = withFrame("fff7000b104e204e20" + "01" + "011100");

        refused(
                Made.grey("1.2.840.10008.1.2.4.80", 9, 6, 16),
                jpeg,
                "20000 x 20000 x 1 in the JPEG data");
    }

    @Test
    void refusesDataWithoutAScan() {
        byte[] jpeg = withFrame(FRAME);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String hex = HexFormat.of().formatHex(jpeg);
        head.writeBytes(Arrays.copyOf(jpeg, hex.indexOf("ffda") / 2));
        head.writeBytes(new byte[] {-1, (byte) 0xd9});

        refused(Made.grey("1.2.840.10008.1.2.4.80", 9, 6, 16), head.toByteArray(), "no scan");
    }
}
