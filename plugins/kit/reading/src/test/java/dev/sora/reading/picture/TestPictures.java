// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.ImageValue;
import dev.sora.problem.RecordException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are rotated, in full depth and converted from the colours of their profile. */
final class TestPictures {

    /** Two columns and three rows of red 0 to 50, without loss, with EXIF's orientation 6. */
    private static final String WEBP =
            "UklGRlgAAABXRUJQVlA4WAoAAAAIAAAAAQAAAgAAVlA4TBgAAAAvAYAAAC8QoxDzH1YFgUAaUohl"
                    + "liP6HxpFWElGGgAAAE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAA";

    private final Pictures pictures = new Pictures();

    @AfterEach
    void close() {
        pictures.close();
    }

    /** The letters of the picture {@code ab/cd/ef} as viewers show it for each orientation. */
    @ParameterizedTest
    @CsvSource({
        "1, ab/cd/ef",
        "2, ba/dc/fe",
        "3, fe/dc/ba",
        "4, ef/cd/ab",
        "5, ace/bdf",
        "6, eca/fdb",
        "7, fdb/eca",
        "8, bdf/ace"
    })
    void turnsAsExifSays(int orientation, String seen) {
        byte[][] rows = {{'a', 'b'}, {'c', 'd'}, {'e', 'f'}};
        byte[] flat = {'a', 'b', 'c', 'd', 'e', 'f'};
        byte[] exif = Made.chunk("eXIf", Made.exif(orientation));

        assertThat(letters(decode(Made.png(2, 8, 0, rows, exif)))).isEqualTo(seen);
        assertThat(letters(decode(Made.tiff(2, 3, 8, flat, orientation)))).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({"1, 16 24 10", "3, 16 24 200", "6, 24 16 10", "8, 24 16 10"})
    void turnsJpegs(int orientation, String seen) {
        // dark at the top, bright at the bottom
        BufferedImage picture = new BufferedImage(16, 24, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 16 * 24; i++) {
            picture.getRaster().setSample(i % 16, i / 16, 0, i / 16 < 16 ? 10 : 200);
        }
        byte[] exif = Made.segment(0xe1, "Exif\0\0", Made.exif(orientation));

        ImageValue image = decode(Made.jpeg(picture, exif));

        // in a picture rotated clockwise, the top is at the right
        int corner = orientation == 6 ? image.width() - 1 : 0;
        assertThat("%d %d %d".formatted(image.width(), image.height(), image.sample(0, corner, 0)))
                .isEqualTo(seen);
    }

    @Test
    void turnsWebps() {
        ImageValue image = decode(Base64.getDecoder().decode(WEBP));

        assertThat(image.width()).isEqualTo(3);
        assertThat(image.samples())
                .containsExactly(40, 0, 0, 20, 0, 0, 0, 0, 0, 50, 0, 0, 30, 0, 0, 10, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65535})
    void anOrientationThatThereIsNotIsNone(int orientation) {
        byte[][] rows = {{'a', 'b'}};
        byte[] exif = Made.chunk("eXIf", Made.exif(orientation));
        assertThat(letters(decode(Made.png(2, 8, 0, rows, exif)))).isEqualTo("ab");
    }

    @Test
    void damagedExifNeverFailsAPicture() {
        byte[][] rows = {{'a', 'b'}};
        byte[] exif = Made.exif(3);
        for (int length = 0; length < exif.length; length++) {
            for (int value : new int[] {0, 0x7f, 0xff}) {
                byte[] damaged = Arrays.copyOf(exif, exif.length);
                Arrays.fill(damaged, length, damaged.length, (byte) value);
                byte[] cut = Arrays.copyOf(exif, length);
                for (byte[] block : new byte[][] {damaged, cut}) {
                    ImageValue image = decode(Made.png(2, 8, 0, rows, Made.chunk("eXIf", block)));
                    assertThat(image.samples().length).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void keepsSixteenBits() {
        byte[] samples =
                ByteBuffer.allocate(6)
                        .putShort((short) 1)
                        .putShort((short) 300)
                        .putShort((short) 65535)
                        .array();
        ImageValue grey = decode(Made.png(3, 16, 0, new byte[][] {samples}));
        ImageValue colour = decode(Made.png(1, 16, 2, new byte[][] {samples}));

        assertThat(grey.deep()).containsExactly((short) 1, (short) 300, (short) 65535);
        assertThat(grey.samples()).containsExactly((byte) 0, (byte) 1, (byte) 255);
        assertThat(colour.channels()).isEqualTo(3);
        assertThat(colour.deep()).isEqualTo(grey.deep());
        byte[] little = {1, 0, 44, 1, -1, -1};
        assertThat(decode(Made.tiff(3, 1, 16, little, 1)).deep()).isEqualTo(grey.deep());
    }

    @Test
    void keepsSixteenBitsBesideAlpha() {
        byte[] samples =
                ByteBuffer.allocate(4).putShort((short) 300).putShort((short) 32768).array();
        ImageValue image = decode(Made.png(1, 16, 4, new byte[][] {samples}));
        assertThat(image.channels()).isEqualTo(4);
        assertThat(image.deep())
                .containsExactly((short) 300, (short) 300, (short) 300, (short) 32768);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0b01000000, 0 255",
        "2, 0b01110000, 85 255",
        "4, 0x0f, 0 255",
    })
    void spreadsFewBitsOverTheWholeRange(int bits, String packed, String expected) {
        int value = packed.startsWith("0b") ? Integer.parseInt(packed.substring(2), 2) : 0x0f;
        ImageValue image = decode(Made.png(2, bits, 0, new byte[][] {{(byte) value}}));
        assertThat("%d %d".formatted(image.sample(0, 0, 0), image.sample(0, 1, 0)))
                .isEqualTo(expected);
        assertThat(image.isDeep()).isFalse();
    }

    @Test
    void aPaletteBringsItsOpacity() {
        byte[] palette = Made.chunk("PLTE", new byte[] {10, 20, 30, 40, 50, 60});
        byte[] opacity = Made.chunk("tRNS", new byte[] {0});
        ImageValue image = decode(Made.png(2, 1, 3, new byte[][] {{0b01000000}}, palette, opacity));
        assertThat(image.samples()).containsExactly(10, 20, 30, 0, 40, 50, 60, -1);
    }

    @ParameterizedTest
    @CsvSource({"1000, 500, 32768", "4095, 4095, 65535", "65535, 258, 258", "300, 1, 218"})
    void scalesPortablePicturesByTheirGreatestValue(int most, int value, int expected) {
        byte[] header = ("P5 1 1 " + most + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] file =
                ByteBuffer.allocate(header.length + 2).put(header).putShort((short) value).array();
        assertThat(decode(file).deep()[0] & 0xffff).isEqualTo(expected);
    }

    @Test
    void readsBitmapsOfBits() {
        assertThat(
                        decode(
                                        "P1\n# one is black\n3 2\n101\n0 1 0\n"
                                                .getBytes(StandardCharsets.US_ASCII))
                                .samples())
                .containsExactly(0, -1, 0, -1, 0, -1);
        assertThat(decode(new byte[] {'P', '4', ' ', '2', ' ', '1', '\n', (byte) 0x40}).samples())
                .containsExactly(-1, 0);
    }

    /** Light of 50 % is stored as 128 in a linear space, and as 188 in sRGB. */
    @Test
    void coloursOfAProfileBecomeStandardOnes() {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] standard = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        byte[][] row = {{(byte) 128, 0, (byte) 255}};

        ImageValue image = decode(Made.png(1, 8, 2, row, Made.profileChunk(linear)));
        ImageValue same = decode(Made.png(1, 8, 2, row, Made.profileChunk(standard)));

        assertThat(image.sample(0, 0, 0)).isBetween(186, 190);
        assertThat(image.sample(0, 0, 1)).isLessThan(2);
        assertThat(image.sample(0, 0, 2)).isGreaterThan(253);
        assertThat(same.samples()).isEqualTo(row[0]);
    }

    @Test
    void greyOfAProfileBecomesStandardGrey() {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        byte[] deep = ByteBuffer.allocate(2).putShort((short) 32768).array();
        byte[] chunk = Made.profileChunk(linear);
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            picture.getRaster().setSample(i % 8, i / 8, 0, 128);
        }
        byte[] jpeg = Made.jpeg(picture, Made.segment(0xe2, "ICC_PROFILE\0\1\1", linear));

        assertThat(decode(Made.png(1, 8, 0, new byte[][] {{(byte) 128}}, chunk)).sample(0, 0, 0))
                .isBetween(186, 190);
        assertThat(decode(Made.png(1, 16, 0, new byte[][] {deep}, chunk)).deep()[0] & 0xffff)
                .isBetween(186 * 257, 190 * 257);
        assertThat(decode(jpeg).sample(0, 0, 0)).isBetween(186, 190);
    }

    @ParameterizedTest
    @CsvSource({"100000, 186", "45455, 128", "55556, 145"})
    void aGammaIsObeyed(int gamma, int expected) {
        byte[] chunk = Made.chunk("gAMA", ByteBuffer.allocate(4).putInt(gamma).array());
        byte[] png = Made.png(1, 8, 0, new byte[][] {{(byte) 128}}, chunk);
        assertThat(decode(png).sample(0, 0, 0)).isEqualTo(expected);
    }

    @Test
    void aDamagedProfileSaysNothing() {
        byte[] profile = new byte[200];
        Arrays.fill(profile, (byte) 0xff);
        byte[][] row = {{(byte) 128, 0, (byte) 255}};
        byte[] png = Made.png(1, 8, 2, row, Made.profileChunk(profile));
        assertThat(decode(png).samples()).isEqualTo(row[0]);
    }

    /** Pure cyan is neither red nor dark. */
    @Test
    void readsColoursForPrinting() throws IOException {
        ImageValue image = decode(printed(255, 0, 0, 0));
        assertThat(image.channels()).isEqualTo(3);
        assertThat(image.sample(4, 4, 0)).isLessThan(60);
        assertThat(image.sample(4, 4, 1)).isGreaterThan(130);
        assertThat(image.sample(4, 4, 2)).isGreaterThan(180);
        assertThat(decode(printed(0, 0, 0, 0)).sample(0, 0, 0)).isGreaterThan(245);
    }

    @Test
    void countsFramesAndPagesThatAreLeftOut() {
        pictures.decode(Made.tiff(1, 1, 8, new byte[] {7}, 1), "here", "a/b.tif");

        assertThat(pictures.overlooked().list())
                .singleElement()
                .satisfies(
                        what -> {
                            assertThat(what.count()).isEqualTo(1);
                            assertThat(what.examples()).containsExactly("a/b.tif");
                            assertThat(what.needsAttention()).isTrue();
                        });
    }

    /** A frame of two pixels on a screen of four by three: what is around it is transparent. */
    @Test
    void placesAFrameOnItsScreen() {
        byte[] gif = {
            'G',
            'I',
            'F',
            '8',
            '9',
            'a',
            4,
            0,
            3,
            0,
            (byte) 0x80,
            0,
            0,
            (byte) 255,
            0,
            0,
            0,
            0,
            9,
            ',',
            1,
            0,
            1,
            0,
            2,
            0,
            1,
            0,
            0,
            2,
            2,
            0x44,
            0x01,
            0,
            ';'
        };
        ImageValue image = decode(gif);

        assertThat(image.width()).isEqualTo(4);
        assertThat(image.height()).isEqualTo(3);
        assertThat(image.sample(0, 0, 3)).isZero();
        assertThat(image.sample(1, 1, 3)).isEqualTo(255);
        assertThat(image.sample(1, 1, 0) + image.sample(1, 2, 0)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "'\0\0\0\u0018ftypheic', HEIC",
        "'\0\0\0\u0018ftypavif', AVIF",
        "'<?xml version=\"1.0\"?><svg/>', SVG",
        "8BPS, PSD",
        "'<!DOCTYPE html><html>', HTML",
        "%PDF-1.7, PDF"
    })
    void namesWhatItCannotRead(String beginning, String format) {
        byte[] bytes = beginning.getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOfSatisfying(
                        RecordException.class,
                        e -> {
                            assertThat(e.problems().get(0).code()).isEqualTo("SORA-4135");
                            assertThat(e.problems().get(0).have()).endsWith(" " + format);
                            assertThat(e.problems().get(0).fix())
                                    .contains("save it as PNG")
                                    .contains("on_error: skip");
                        });
    }

    @Test
    void refusesWhatIsCutAtAnyPlace() {
        byte[] webp = Base64.getDecoder().decode(WEBP);
        byte[] tiff = Made.tiff(2, 3, 8, new byte[6], 1);
        byte[][] rows = {new byte[300], new byte[300]};
        for (byte[] whole : new byte[][] {webp, tiff, Made.png(300, 8, 0, rows)}) {
            for (int length = 0; length < 60; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> decode(cut))
                        .as("%d of %d bytes", length, whole.length)
                        .isInstanceOf(RecordException.class);
            }
        }
    }

    private ImageValue decode(byte[] bytes) {
        return pictures.decode(bytes, "here");
    }

    private static String letters(ImageValue image) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < image.height(); row++) {
            text.append(row == 0 ? "" : "/");
            for (int column = 0; column < image.width(); column++) {
                text.append((char) image.sample(row, column, 0));
            }
        }
        return text.toString();
    }

    /** Returns a JPEG of cyan, magenta, yellow and black; Adobe stores them inverted. */
    private static byte[] printed(int... inks) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
        for (int i = 0; i < 64; i++) {
            raster.setPixel(i % 8, i / 8, Arrays.stream(inks).map(ink -> 255 - ink).toArray());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(raster, null, null));
        } finally {
            writer.dispose();
        }
        byte[] adobe = Made.segment(0xee, "Adobe", new byte[] {0, 100, 0, 0, 0, 0, 0});
        byte[] written = bytes.toByteArray();
        return ByteBuffer.allocate(written.length + adobe.length)
                .put(written, 0, 2)
                .put(adobe)
                .put(written, 2, written.length - 2)
                .array();
    }
}
