// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sora.data.ImageValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of pydicom's tests have the values that pydicom 3.0.2 reads, or one clear error. */
final class TestRealDicomFiles {

    private static byte[] read(String name) throws IOException {
        String home = System.getenv("SORA_DATA_HOME");
        assumeTrue(home != null, "SORA_DATA_HOME is not set");
        Path file = Path.of(home, "dicom", name + ".dcm");
        assumeTrue(Files.exists(file), file + " is absent");
        return Files.readAllBytes(file);
    }

    /** Width, height, channels, bits, the sum of all samples, and the one after the middle. */
    @ParameterizedTest
    @CsvSource({
        "CT_small, 128, 128, 1, 16, 404365101, 29130",
        "ExplVR_BigEnd, 80, 60, 3, 8, 2470716, 255",
        "JPEG-lossy, 256, 1024, 1, 16, 935082256, 248",
        "JPGExtended, 256, 1024, 1, 16, 935082256, 248",
        "MR_small, 64, 64, 1, 16, 119016505, 21394",
        "MR_small_RLE, 64, 64, 1, 16, 119016505, 21394",
        "MR_small_bigendian, 64, 64, 1, 16, 119016505, 21394",
        "MR_small_implicit, 64, 64, 1, 16, 119016505, 21394",
        "MR_small_jpeg_ls_lossless, 64, 64, 1, 16, 119016505, 21394",
        "SC_rgb_jpeg, 256, 256, 3, 8, 47966767, 244",
        "SC_rgb_rle, 100, 100, 3, 8, 3831000, 128",
        "SC_rgb_rle_16bit, 100, 100, 3, 16, 984567000, 32896",
        "SC_rgb_rle_2frame, 100, 100, 3, 8, 3831000, 128",
        "SC_rgb_small_odd, 3, 3, 3, 8, 3477, 87",
        "SC_ybr_full_422_uncompressed, 100, 100, 3, 8, 3832000, 125",
        "image_dfl, 512, 512, 1, 8, 33322688, 138",
        "rtdose_1frame, 10, 10, 1, 16, 3123694, 26699"
    })
    void hasTheValuesOfPydicom(
            String name, int width, int height, int channels, int bits, long sum, int middle)
            throws IOException {
        ImageValue image = DicomFile.read(read(name), name).picture(0, Window.OF_FILE);

        assertThat(image.width()).isEqualTo(width);
        assertThat(image.height()).isEqualTo(height);
        assertThat(image.channels()).isEqualTo(channels);
        assertThat(image.isDeep()).isEqualTo(bits == 16);
        int count = image.samples().length;
        long all = 0;
        for (int i = 0; i < count; i++) {
            all += value(image, i);
        }
        // decoders of JPEG round differently
        assertThat(all).isCloseTo(sum, Offset.offset(name.startsWith("JP") ? sum / 200 : 5L));
        assertThat(value(image, count / 2 + 3))
                .isCloseTo(middle, Offset.offset(name.startsWith("JP") ? 300 : 1));
    }

    private static int value(ImageValue image, int at) {
        return image.isDeep() ? image.deep()[at] & 0xffff : image.samples()[at] & 0xff;
    }

    @ParameterizedTest
    @CsvSource({
        "MR_truncated, SORA-4139, '8,130'",
        "badVR, SORA-4139, 1A",
        "JPEG2000, SORA-4138, 1.2.840.10008.1.2.4.91",
        "MR_small_jp2klossless, SORA-4138, 1.2.840.10008.1.2.4.90",
        "meta_missing_tsyntax, SORA-4139, Rows",
        "rtplan_truncated, SORA-4139, the end of the file",
        "rtstruct, SORA-4137, RTSTRUCT"
    })
    void refusesOthers(String name, String code, String have) throws IOException {
        byte[] bytes = read(name);

        assertThatThrownBy(() -> DicomFile.read(bytes, name).picture(0, Window.OF_FILE))
                .hasMessageContaining(code)
                .hasMessageContaining(have);
    }
}
