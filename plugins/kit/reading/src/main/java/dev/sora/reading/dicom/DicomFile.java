// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import dev.sora.data.ImageValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A DICOM file: its attributes, and its frames as pictures. The file is not trusted. Immutable.
 *
 * <p>A grey picture has its samples rescaled (Rescale Slope and Intercept), windowed as {@link
 * Window} says and inverted for {@code MONOCHROME1}; it has 16 bits if more than 8 are stored.
 * Colours are converted to red, green and blue.
 */
public final class DicomFile {

    private static final int PREAMBLE = 128;
    private static final int MAGIC_END = 132;
    private static final int META = 0x0002;

    /** The greatest size of a deflated data set. */
    private static final int MOST_INFLATED = 512 << 20;

    private final DicomSet set;
    private final TransferSyntax syntax;
    private final String identifier;

    private DicomFile(DicomSet set, TransferSyntax syntax, String identifier) {
        this.set = set;
        this.syntax = syntax;
        this.identifier = identifier;
    }

    /** Returns whether a file has the first bytes of a DICOM file, with or without a preamble. */
    public static boolean is(byte[] head) {
        return hasPreamble(head) || beginsWithElement(head);
    }

    private static boolean hasPreamble(byte[] head) {
        return head.length >= MAGIC_END
                && new String(head, PREAMBLE, 4, StandardCharsets.ISO_8859_1).equals("DICM");
    }

    /** Old files begin with an element of the groups 2 or 8, without a preamble. */
    private static boolean beginsWithElement(byte[] head) {
        if (head.length < 16) {
            return false;
        }
        ByteBuffer data = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int group = data.getShort(0);
        int element = data.getShort(2) & 0xffff;
        if (group != META && group != 0x0008 || element > 0x0018) {
            return false;
        }
        int length = data.getInt(4);
        return DicomParser.isRepresentation(new String(head, 4, 2, StandardCharsets.ISO_8859_1))
                || element > 0 && length >= 2 && length <= 64 && length % 2 == 0
                || element == 0 && length == 4;
    }

    /**
     * Reads a file.
     *
     * @param where the place for messages
     * @throws dev.sora.problem.RecordException if it is damaged or stored in a way that is not read
     */
    public static DicomFile read(byte[] bytes, String where) {
        try {
            return parsed(bytes, where);
        } catch (java.nio.BufferUnderflowException e) {
            throw DicomProblem.damaged(
                    where, "whole elements", "the end of the file within one", e);
        }
    }

    private static DicomFile parsed(byte[] bytes, String where) {
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        data.position(hasPreamble(bytes) ? MAGIC_END : 0);
        DicomSet meta = new DicomParser(data, true, where).group(META);
        Optional<String> stated = meta.text(Tag.TRANSFER_SYNTAX);
        TransferSyntax syntax = stated.map(TransferSyntax::of).orElse(TransferSyntax.EXPLICIT);
        ByteBuffer rest =
                syntax == TransferSyntax.DEFLATED
                        ? inflated(bytes, data.position(), where)
                        : data.slice();
        rest.order(
                syntax == TransferSyntax.BIG_ENDIAN
                        ? ByteOrder.BIG_ENDIAN
                        : ByteOrder.LITTLE_ENDIAN);
        DicomSet set = new DicomParser(rest, isExplicit(rest, syntax), where).all();
        return new DicomFile(set, syntax, stated.orElse("none"));
    }

    /**
     * Returns whether elements state their representations. Files without meta information do not
     * state it, and some files state it wrongly, so that the first element decides.
     */
    private static boolean isExplicit(ByteBuffer data, TransferSyntax syntax) {
        if (data.remaining() < 6) {
            return syntax.isExplicit();
        }
        char first = (char) (data.get(4) & 0xff);
        char second = (char) (data.get(5) & 0xff);
        boolean letters = first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
        return letters
                && (syntax.isExplicit() || DicomParser.isRepresentation("" + first + second));
    }

    private static ByteBuffer inflated(byte[] bytes, int from, String where) {
        Inflater inflater = new Inflater(true);
        // a zero after the data, as the inflater asks for
        try (InputStream stream =
                new InflaterInputStream(
                        new java.io.SequenceInputStream(
                                new ByteArrayInputStream(bytes, from, bytes.length - from),
                                new ByteArrayInputStream(new byte[1])),
                        inflater)) {
            byte[] whole = stream.readNBytes(MOST_INFLATED + 1);
            if (whole.length > MOST_INFLATED) {
                throw DicomProblem.damaged(
                        where,
                        String.format(
                                Locale.ROOT, "at most %,d bytes when inflated", MOST_INFLATED),
                        "more");
            }
            return ByteBuffer.wrap(whole);
        } catch (IOException e) {
            throw DicomProblem.damaged(
                    where, "a deflated data set", String.valueOf(e.getMessage()), e);
        } finally {
            inflater.end();
        }
    }

    /** Returns the text of an attribute in the character set of the file; empty if it has none. */
    public Optional<String> text(int tag) {
        return set.text(tag, CharacterSets.of(set.text(Tag.CHARACTER_SET).orElse("")));
    }

    /** Returns the number of frames; 0 for a file without pixels. */
    public int frames() {
        return set.find(Tag.PIXELS).isPresent() ? PixelFormat.of(set).frames() : 0;
    }

    /**
     * Returns a frame as a picture.
     *
     * @param frame its index, from 0
     * @throws dev.sora.problem.RecordException if the file has no pixels, is damaged, or stores
     *     them in a way that is not read
     */
    public ImageValue picture(int frame, Window window) {
        DicomElement pixels =
                set.find(Tag.PIXELS)
                        .orElseThrow(
                                () ->
                                        DicomProblem.noPicture(
                                                set.where(),
                                                set.text(Tag.MODALITY)
                                                        .map("a file of modality %s"::formatted)
                                                        .orElse(
                                                                "%d other elements"
                                                                        .formatted(
                                                                                set.elements()
                                                                                        .size()))));
        PixelFormat format = PixelFormat.of(set);
        Raw raw;
        try {
            raw = new Frames(pixels, format, syntax, identifier, set.where()).frame(frame);
        } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException e) {
            throw DicomProblem.damaged(
                    set.where(), "whole pixels", "the end of the data within them", e);
        }
        return raw.photometric().startsWith("MONOCHROME")
                ? new GreyPicture(set, format, frame).of(raw, window)
                : new ColourPicture(set, format).of(raw);
    }
}
