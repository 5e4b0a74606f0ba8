// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.problem.Problem;
import dev.sora.serving.models.EncodedPicture;
import dev.sora.serving.models.Signature;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * A form of several parts: one record whose parts are columns, or one part {@code file} with a
 * picture or with a file that the model's own sources read.
 *
 * @param record the record, whose pictures are not decoded yet; empty if there is a file
 * @param file the file for the sources; empty if there is a record
 */
public record FormRequest(Optional<Map<String, Object>> record, Optional<UploadedFile> file) {

    private static final String FILE = "file";
    private static final int MOST_PARTS = 1000;
    private static final int MOST_HEADERS = 8192;
    private static final String WHERE = "request, record 1";

    /**
     * Reads a body.
     *
     * @param contentType the header, with the boundary of the parts
     * @throws dev.sora.problem.SoraException if it is not such a form
     */
    public static FormRequest read(byte[] body, String contentType, Signature signature) {
        String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null || boundary.isEmpty()) {
            throw Refusals.malformed("the form has no boundary", "boundary=…", contentType);
        }
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
        parser.setMaxParts(MOST_PARTS);
        parser.setPartHeadersMaxLength(MOST_HEADERS);
        // the body is in memory, within its limit: nothing is written to files
        parser.setMaxMemoryFileSize(-1);
        parser.setMaxLength(body.length);
        CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
        parser.parse(
                Content.Source.from(ByteBuffer.wrap(body)),
                Promise.Invocable.from(
                        InvocationType.NON_BLOCKING,
                        parsed::complete,
                        parsed::completeExceptionally));
        try (MultiPartFormData.Parts parts = parsed.join()) {
            return of(parts, signature);
        } catch (CompletionException | IllegalStateException e) {
            throw Refusals.malformed("the form cannot be read", "parts of multipart/form-data", "");
        }
    }

    private static FormRequest of(MultiPartFormData.Parts parts, Signature signature) {
        if (parts.size() == 1
                && FILE.equals(parts.get(0).getName())
                && !signature.columns().containsKey(FILE)) {
            return ofFile(parts.get(0), signature);
        }
        AtomicLong pixels = EncodedPicture.budget();
        Map<String, Object> record = new LinkedHashMap<>();
        for (MultiPart.Part part : parts) {
            String name = String.valueOf(part.getName());
            if (!signature.columns().containsKey(name)) {
                throw Refusals.malformed(
                        "a part of the form names no column of the model",
                        String.join(", ", signature.columns().keySet()) + ", or one part 'file'",
                        name);
            }
            Object value =
                    signature.isPicture(name)
                            ? picture(bytes(part), pixels)
                            : part.getContentAsString(StandardCharsets.UTF_8);
            if (record.put(name, value) != null) {
                throw Refusals.malformed("a part of the form is given twice", "one", name);
            }
        }
        if (record.isEmpty()) {
            throw Refusals.malformed(
                    "the form has no parts", "a part for each column, or one part 'file'", "");
        }
        PredictRequest.checkColumns(record, signature, WHERE);
        return new FormRequest(Optional.of(record), Optional.empty());
    }

    private static FormRequest ofFile(MultiPart.Part part, Signature signature) {
        byte[] bytes = bytes(part);
        List<String> pictures =
                signature.columns().keySet().stream().filter(signature::isPicture).toList();
        if (!pictures.isEmpty()) {
            if (signature.columns().size() > 1) {
                throw new RefusedException(
                        400,
                        Problem.of("SORA-6108", "one file is not a whole record of this model")
                                .needs(
                                        "a part for each column: "
                                                + String.join(", ", signature.columns().keySet())));
            }
            return new FormRequest(
                    Optional.of(Map.of(pictures.get(0), picture(bytes, EncodedPicture.budget()))),
                    Optional.empty());
        }
        String name = part.getFileName() == null ? "" : part.getFileName();
        return new FormRequest(
                Optional.empty(), Optional.of(UploadedFile.of(name, bytes, signature)));
    }

    private static EncodedPicture picture(byte[] bytes, AtomicLong pixels) {
        return new EncodedPicture(bytes, WHERE, pixels);
    }

    private static byte[] bytes(MultiPart.Part part) {
        try {
            ByteBuffer content = Content.Source.asByteBuffer(part.createContentSource());
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw Refusals.malformed("the form cannot be read", "a whole part", "");
        }
    }
}
