// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.ImageValue;
import dev.sora.problem.RecordException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of DICOM files have the values that the standard states, or one clear error. */
final class TestDicomFile {

    private static final int PIXELS = 0x7fe00010;
    private static final String ROOT = "1.2.840.10008.1.2";

    /**
     * Six rows of nine 12-bit samples, by the encoders of libjpeg-turbo, CharLS and Adobe's DNG.
     */
    private static final String TWELVE_BITS =
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJ"
                    + "BwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wQALDAAGAAkBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACg3/xAAi"
                    + "EAABAwMDBQAAAAAAAAAAAAAFBAYHCAkKAAIDCxpWmtX/2gAIAQEAAD8AldONXhLdJVd1LdtC17TnbYDQZA7G"
                    + "YjBlCsuUlWPRT9JMpMefRUREEJgU2XCakhM45Yjla/CS9NwiXg5BSfYFVDjRASXNt1Al51RdubheeD2+PRXt"
                    + "/wD3df/Z";

    private static final String LOSSLESS =
            "/9j/xAAcAAEAAQUBAQAAAAAAAAAAAAAJAAYHCAoLBQz/wwALDAAGAAkBABEA/9oACAEAAAYAAPn/AOpalqWpalqW"
                    + "palvisr97SO5PrwLK/e0jsl0phWQeu1uH47meExLbepvySSXxWXYIvJ4GLnS2UTMG+POIwMtFXOZ/OIwMtEA"
                    + "/9k=";

    private static final String LS =
            "/9j/6AAgU1BJRkYAAgAAAQAAAAYAAAAJChAGAQAAASwAAAEs/+gACAAAAAH/2P/3AAsQAAYACQEBEQD/+AANAf//"
                    + "ABIAQwEUAED/2gAIAQEAAAAAokxJiTEeRZDoM/nFqLUWoNPBjeoNPaiSWgBK3UOouSQBh/UO0XUkfvzg5znH"
                    + "BWCCNFrMDYEnAR+iTEeRZxIfJDiS/9k=";

    private static final String NEAR =
            "/9j/6AAgU1BJRkYAAgAAAQAAAAYAAAAJChAGAQAAASwAAAEs/+gACAAAAAH/2P/3AAsQAAYACQEBEQD/+AANAf//"
                    + "ABsAUgEpAED/2gAIAQEAAwAAoTC4mExMmTJkFgsHBwGXwcFg1EAi9fsFygKbX7Ohmk/QXWs5WYWAxZWVQJtC"
                    + "YmTIE2kwkP/Z";

    /** 2,396 in sum, upside down and mirrored, as red, green and blue, interleaved by sample. */
    private static final String COLOURS =
            "/9j/6AAgU1BJRkYAAgAAAwAAAAYAAAAJCggGAQAAASwAAAEs/+gACAAAAAH/2P/3ABEIAAYACQMBEQACEQADEQD/"
                    + "2gAMAwEAAgADAAACAEAAACilE6ep/PYehtnkWYYUAAAF8ADAAAAyoAwAYBwBDgBQBjhEAAAGUAEQCkjgAAAM"
                    + "qUNfkgAxEAYAACCgAAJABo4AAE0ALCAGADRPlyqAAADJwCxbACwuAHBkgAAAXcioAqV8hAMeApMAeAAACngA"
                    + "cwTAHACEyQAUAa8XhgDBcGgAAMSAG6UKdgaYs1AAFAAABhwBQD1AFAG0mNZIH5CAcjEytvkmV2D/2Q==";

    private static ImageValue decode(byte[] file) {
        return DicomFile.read(file, "a.dcm").picture(0, Window.OF_FILE);
    }

    private static int[] deep(ImageValue image) {
        int[] values = new int[image.deep().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.deep()[i] & 0xffff;
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {Made.IMPLICIT, Made.EXPLICIT, Made.BIG, Made.DEFLATED})
    void readsSignedRescaledWindowedSamples(String syntax) {
        byte[] file =
                Made.grey(syntax, 3, 1, 16)
                        .number(0x00280103, 1)
                        .text(0x00281050, "DS", "0\\40")
                        .text(0x00281051, "DS", "101\\400")
                        .text(0x00281052, "DS", "-1024")
                        .text(0x00281053, "DS", "2")
                        .words(PIXELS, -5, 512, 522)
                        .file();

        ImageValue image = decode(file);

        // 2 x - 1024 is -1034, 0 and 20; PS3.3 C.11.2.1.2: ((x - (c - 0.5)) / (w - 1) + 0.5)
        assertThat(image.isDeep()).isTrue();
        assertThat(deep(image))
                .containsExactly(
                        0, (int) Math.round(0.505 * 65535), (int) Math.round(0.705 * 65535));
    }

    @Test
    void usesTheRangeOfThePictureWithoutAWindowButNotItsPadding() {
        byte[] file =
                Made.grey(Made.EXPLICIT, 4, 1, 16)
                        .number(0x00280103, 1)
                        .number(0x00280120, -2000)
                        .text(0x00281050, "DS", "0")
                        .text(0x00281051, "DS", "0")
                        .words(PIXELS, -2000, 100, 200, 300)
                        .file();

        assertThat(deep(decode(file))).containsExactly(0, 0, 32768, 65535);
    }

    @Test
    void comparesPicturesByStoredBitsOrByAGivenWindow() {
        DicomFile file =
                DicomFile.read(
                        Made.grey(Made.EXPLICIT, 2, 1, 16)
                                .text(0x00281052, "DS", "-1000")
                                .text(0x00281053, "DS", "1")
                                .words(PIXELS, 0, 1000)
                                .file(),
                        "a");

        assertThat(deep(file.picture(0, Window.STORED))).containsExactly(0, 1000);
        assertThat(deep(file.picture(0, Window.of(0, 4000)))).containsExactly(16384, 32768);
    }

    @Test
    void invertsMonochrome1AndKeepsEightBits() {
        byte[] file =
                new Made(Made.EXPLICIT)
                        .number(0x00280002, 1)
                        .text(0x00280004, "CS", "MONOCHROME1")
                        .number(0x00280010, 1)
                        .number(0x00280011, 3)
                        .number(0x00280100, 8)
                        .number(0x00280101, 8)
                        .number(0x00280102, 7)
                        .bytes(PIXELS, "OB", (byte) 0, (byte) 100, (byte) 255, (byte) 0)
                        .file();

        ImageValue image = decode(file);

        assertThat(image.isDeep()).isFalse();
        assertThat(image.samples()).containsExactly((byte) 255, (byte) 155, (byte) 0);
    }

    @Test
    void ignoresBitsOutsideOfTheStoredOnes() {
        byte[] file =
                new Made(Made.EXPLICIT)
                        .number(0x00280010, 1)
                        .number(0x00280011, 2)
                        .number(0x00280100, 16)
                        .number(0x00280101, 12)
                        .number(0x00280102, 11)
                        .words(PIXELS, 0xf000, 0x1fff)
                        .file();

        assertThat(deep(DicomFile.read(file, "a").picture(0, Window.STORED)))
                .containsExactly(0, 65535);
    }

    @ParameterizedTest
    @CsvSource({"0, 10 20 30 40 50 60", "1, 10 30 50 20 40 60"})
    void readsColoursByPixelAndByPlane(int planar, String seen) {
        byte[] file =
                Made.colour(Made.EXPLICIT, 2, 1, "RGB", planar)
                        .bytes(
                                PIXELS, "OB", (byte) 10, (byte) 20, (byte) 30, (byte) 40, (byte) 50,
                                (byte) 60)
                        .file();

        assertThat(joined(decode(file).samples())).isEqualTo(seen);
    }

    private static String joined(byte[] samples) {
        StringBuilder text = new StringBuilder();
        for (byte sample : samples) {
            text.append(text.isEmpty() ? "" : " ").append(sample & 0xff);
        }
        return text.toString();
    }

    @Test
    void convertsBrightnessAndDifferences() {
        byte[] red = {76, 85, (byte) 255};
        byte[] full =
                Made.colour(Made.EXPLICIT, 1, 1, "YBR_FULL", 0)
                        .bytes(PIXELS, "OB", red[0], red[1], red[2], (byte) 0)
                        .file();
        byte[] half =
                Made.colour(Made.EXPLICIT, 2, 1, "YBR_FULL_422", 0)
                        .bytes(PIXELS, "OB", red[0], (byte) 0, red[1], red[2])
                        .file();

        assertThat(joined(decode(full).samples())).isEqualTo("254 0 0");
        assertThat(joined(decode(half).samples())).isEqualTo("254 0 0 178 0 0");
    }

    @Test
    void readsPalettes() {
        Made made =
                new Made(Made.EXPLICIT)
                        .number(0x00280002, 1)
                        .text(0x00280004, "CS", "PALETTE COLOR")
                        .number(0x00280010, 1)
                        .number(0x00280011, 3)
                        .number(0x00280100, 8);
        for (int c = 0; c < 3; c++) {
            made.words(0x00281101 + c, 2, 5, 16);
        }
        for (int c = 0; c < 3; c++) {
            made.words(0x00281201 + c, c * 1000, 65535 - c);
        }
        byte[] file = made.bytes(PIXELS, "OB", (byte) 0, (byte) 5, (byte) 9, (byte) 0).file();

        assertThat(deep(decode(file)))
                .containsExactly(0, 1000, 2000, 0, 1000, 2000, 65535, 65534, 65533);
    }

    @Test
    void readsBytesInSwappedWords() {
        byte[] file =
                Made.grey(Made.BIG, 3, 1, 8)
                        .bytes(PIXELS, "OW", (byte) 2, (byte) 1, (byte) 0, (byte) 3)
                        .file();

        assertThat(decode(file).samples()).containsExactly(1, 2, 3);
    }

    @Test
    void unpacksRle() {
        ByteBuffer frame = ByteBuffer.allocate(64 + 5 + 5).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(2).putInt(64).putInt(69);
        frame.position(64);
        // high bytes 1 1 1 2, low bytes 5 6 7 7
        frame.put(new byte[] {-2, 1, 0, 2, -128}).put(new byte[] {1, 5, 6, -1, 7});
        byte[] file = Made.grey(Made.RLE, 4, 1, 16).fragments(frame.array()).file();

        assertThat(deep(DicomFile.read(file, "a").picture(0, Window.STORED)))
                .containsExactly(261, 262, 263, 519);
    }

    @ParameterizedTest
    @CsvSource({
        ".4.51, 12, 38810, 860, " + TWELVE_BITS,
        ".4.57, 12, 38813, 861, " + LOSSLESS,
        ".4.80, 16, 38813, 861, " + LS,
        ".4.81, 16, 38786, , " + NEAR
    })
    void decodesJpegs(String syntax, int bits, long sum, Integer last, String data) {
        byte[] jpeg = Base64.getDecoder().decode(data);
        byte[] file =
                new Made(ROOT + syntax)
                        .number(0x00280010, 6)
                        .number(0x00280011, 9)
                        .number(0x00280100, 16)
                        .number(0x00280101, bits)
                        .number(0x00280102, bits - 1)
                        .fragments(
                                Arrays.copyOf(jpeg, 100),
                                Arrays.copyOfRange(jpeg, 100, jpeg.length))
                        .file();

        int[] values = deep(DicomFile.read(file, "a").picture(0, Window.STORED));

        double scale = 65535.0 / ((1 << bits) - 1);
        assertThat(Arrays.stream(values).mapToLong(v -> Math.round(v / scale)).sum())
                .isCloseTo(
                        sum, org.assertj.core.data.Offset.offset(syntax.equals(".4.51") ? 4L : 0L));
        if (last != null) {
            assertThat(Math.round(values[53] / scale)).isEqualTo(last.longValue());
        }
    }

    @Test
    void decodesInterleavedColours() {
        byte[] jpeg = Base64.getDecoder().decode(COLOURS);
        byte[] file =
                new Made(ROOT + ".4.80")
                        .number(0x00280002, 3)
                        .text(0x00280004, "CS", "RGB")
                        .number(0x00280010, 6)
                        .number(0x00280011, 9)
                        .number(0x00280100, 8)
                        .fragments(jpeg)
                        .file();

        ImageValue image = decode(file);

        int sum = 0;
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 9; x++) {
                assertThat(image.sample(y, x, 1)).isEqualTo(image.sample(5 - y, x, 0));
                assertThat(image.sample(y, x, 2)).isEqualTo(image.sample(y, 8 - x, 0));
                sum += image.sample(y, x, 0);
            }
        }
        assertThat(sum).isEqualTo(2396);
    }

    @Test
    void aCutJpegIsAnErrorAtEveryLength() {
        for (String data : new String[] {TWELVE_BITS, LOSSLESS, LS, NEAR}) {
            byte[] jpeg = Base64.getDecoder().decode(data);
            String syntax = data.equals(LS) || data.equals(NEAR) ? ".4.80" : ".4.57";
            for (int length = 0; length < jpeg.length - 6; length++) {
                byte[] file =
                        new Made(ROOT + syntax)
                                .number(0x00280010, 6)
                                .number(0x00280011, 9)
                                .number(0x00280100, 16)
                                .fragments(Arrays.copyOf(jpeg, length))
                                .file();
                assertThatThrownBy(() -> decode(file)).isInstanceOf(RecordException.class);
            }
        }
    }

    @Test
    void takesValuesOfFunctionalGroups() {
        Made shared =
                new Made(Made.EXPLICIT)
                        .sequence(
                                0x00289145,
                                new Made(Made.EXPLICIT)
                                        .text(0x00281052, "DS", "10")
                                        .text(0x00281053, "DS", "2"))
                        .sequence(
                                0x00289132,
                                new Made(Made.EXPLICIT)
                                        .text(0x00281050, "DS", "30")
                                        .text(0x00281051, "DS", "40")
                                        .text(0x00281056, "CS", "LINEAR_EXACT"));
        byte[] file =
                Made.grey(Made.EXPLICIT, 2, 1, 16)
                        .text(0x00280008, "IS", "2")
                        .sequence(0x52009229, shared)
                        .words(PIXELS, 0, 10, 20, 15)
                        .file();
        DicomFile read = DicomFile.read(file, "a");

        assertThat(read.frames()).isEqualTo(2);
        assertThat(deep(read.picture(0, Window.OF_FILE))).containsExactly(0, 32768);
        assertThat(deep(read.picture(1, Window.OF_FILE))).containsExactly(65535, 49151);
    }

    /** Frames of bits follow each other within a byte (pydicom, issue 2134). */
    @Test
    void readsFramesOfBitsWithoutGaps() {
        byte[] file =
                new Made(Made.EXPLICIT)
                        .text(0x00280008, "IS", "3")
                        .number(0x00280010, 1)
                        .number(0x00280011, 3)
                        .number(0x00280100, 1)
                        .bytes(PIXELS, "OB", (byte) 0b10101001, (byte) 1)
                        .file();
        DicomFile read = DicomFile.read(file, "a");

        assertThat(joined(read.picture(0, Window.OF_FILE).samples())).isEqualTo("255 0 0");
        assertThat(joined(read.picture(1, Window.OF_FILE).samples())).isEqualTo("255 0 255");
        assertThat(joined(read.picture(2, Window.OF_FILE).samples())).isEqualTo("0 255 255");
    }

    /** Window and intercept of inverted pictures (Bio-Formats, issues 3619 and 3620). */
    @Test
    void invertsAfterRescalingAndWindow() {
        byte[] file =
                new Made(Made.EXPLICIT)
                        .text(0x00280004, "CS", "MONOCHROME1")
                        .number(0x00280010, 1)
                        .number(0x00280011, 2)
                        .number(0x00280100, 16)
                        .text(0x00281050, "DS", "3000")
                        .text(0x00281051, "DS", "2000")
                        .text(0x00281052, "DS", "0")
                        .text(0x00281053, "DS", "1")
                        .text(0x00281056, "CS", "LINEAR_EXACT")
                        .words(PIXELS, 2500, 4500)
                        .file();

        assertThat(deep(decode(file))).containsExactly(49151, 0);
    }

    /** A negative slope makes high samples dark (OHIF Viewers, issue 127). */
    @Test
    void followsANegativeSlope() {
        byte[] file =
                Made.grey(Made.EXPLICIT, 2, 1, 8)
                        .text(0x00281052, "DS", "3000")
                        .text(0x00281053, "DS", "-10")
                        .bytes(PIXELS, "OB", (byte) 0, (byte) 255)
                        .file();

        assertThat(joined(decode(file).samples())).isEqualTo("255 0");
    }

    /** Odd lengths and a missing last delimiter (suyashkumar/dicom, issue 65; pydicom, 1799). */
    @Test
    void readsWhatIsWholeDespiteOddLengthsAndMissingDelimiters() {
        ByteBuffer frame = ByteBuffer.allocate(67).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(1).putInt(64).position(64);
        frame.put(new byte[] {1, 8, 9});
        byte[] file =
                Made.grey(Made.RLE, 2, 1, 8)
                        .bytes(0x60031010, "OB", (byte) 1)
                        .fragments(frame.array())
                        .file();

        byte[] open = Arrays.copyOf(file, file.length - 8);

        assertThat(decode(file).samples()).containsExactly(8, 9);
        assertThat(decode(open).samples()).containsExactly(8, 9);
    }

    @Test
    void readsFilesWithoutPreamble() {
        byte[] bare =
                new Made(Made.IMPLICIT)
                        .text(0x00080005, "CS", "ISO_IR 100")
                        .number(0x00280010, 1)
                        .number(0x00280011, 1)
                        .number(0x00280100, 8)
                        .bytes(PIXELS, "OW", (byte) 7, (byte) 0)
                        .bare();

        assertThat(DicomFile.is(bare)).isTrue();
        assertThat(decode(bare).samples()).containsExactly(7);
    }

    @Test
    void readsTextsInTheirCharacterSet() {
        byte[] file =
                new Made(Made.EXPLICIT)
                        .text(0x00080005, "CS", "ISO_IR 192")
                        .text(0x00100010, "PN", "M\u00fcller^Ay\u015fe ")
                        .file();

        assertThat(DicomFile.read(file, "a").text(0x00100010)).contains("M\u00fcller^Ay\u015fe");
        assertThat(DicomFile.read(file, "a").frames()).isZero();
    }

    @Test
    void refusesWithOneClearError() {
        byte[] plan = new Made(Made.EXPLICIT).text(0x00080060, "CS", "RTPLAN").file();
        assertThatThrownBy(() -> decode(plan))
                .hasMessageContaining("SORA-4137")
                .hasMessageContaining("modality RTPLAN");

        byte[] cut = Made.grey(Made.EXPLICIT, 64, 64, 16).words(PIXELS, 1, 2, 3).file();
        assertThatThrownBy(() -> decode(cut))
                .hasMessageContaining("SORA-4139")
                .hasMessageContaining("8,192 bytes of pixels");

        byte[] wavelet = Made.grey(ROOT + ".4.202", 1, 1, 8).fragments(new byte[] {1, 2}).file();
        assertThatThrownBy(() -> decode(wavelet))
                .hasMessageContaining("SORA-4138")
                .hasMessageContaining("1.2.840.10008.1.2.4.202");

        byte[] frames =
                Made.grey(Made.EXPLICIT, 1, 1, 8)
                        .text(0x00280008, "IS", "1A")
                        .words(PIXELS, 1)
                        .file();
        assertThatThrownBy(() -> decode(frames))
                .hasMessageContaining("SORA-4139")
                .hasMessageContaining("'1A'");

        byte[] huge = Made.grey(Made.EXPLICIT, 65535, 65535, 8).words(PIXELS, 1).file();
        assertThatThrownBy(() -> decode(huge)).hasMessageContaining("100,000,000 pixels");
    }

    @Test
    void everyCutAndEveryFlippedBitIsAPictureOrAnError() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(
                ByteBuffer.allocate(64)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(1)
                        .putInt(64)
                        .array());
        packed.writeBytes(new byte[] {2, 1, 2, 3, -1, 9});
        Made groups =
                new Made(Made.RLE)
                        .sequence(0x00289145, new Made(Made.RLE).text(0x00281053, "DS", "2"));
        byte[] file =
                Made.grey(Made.RLE, 5, 1, 8)
                        .sequence(0x52009229, groups)
                        .fragments(packed.toByteArray())
                        .file();
        for (int i = 128; i < file.length; i++) {
            tryDecoding(Arrays.copyOf(file, i));
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = file.clone();
                flipped[i] ^= (byte) (1 << bit);
                tryDecoding(flipped);
            }
        }
        assertThat(decode(file).samples()).containsExactly(1, 2, 3, 9, 9);
    }

    private static void tryDecoding(byte[] file) {
        try {
            assertThat(decode(file).width()).isPositive();
        } catch (RecordException e) {
            assertThat(e.problems()).hasSize(1);
        }
    }
}
