// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bundle carries of ONNX Runtime. */
final class TestBundle {

    /** Since 1.29 the libraries queue events in the home folder, and send them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux-x64/libonnxruntime.so",
                "linux-aarch64/libonnxruntime.so",
                "osx-aarch64/libonnxruntime.dylib",
                "win-x64/onnxruntime.dll"
            })
    void sendsNothing(String library) throws IOException {
        try (InputStream in =
                OnnxPlugin.class.getResourceAsStream("/ai/onnxruntime/native/" + library)) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(text.contains("CreateSession")).isTrue();
            assertThat(text.contains("events.data.microsoft.com")).isFalse();
            assertThat(text.contains("OneCollector")).isFalse();
        }
    }

    @Test
    void hasTheLicences() throws IOException, URISyntaxException {
        Path bundle =
                Path.of(
                        OnnxPlugin.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        assertThat(bundle.resolve("META-INF/LICENSE")).content().contains("Apache License");
        assertThat(bundle.resolve("META-INF/NOTICE"))
                .content()
                .contains("Copyright (c) Microsoft Corporation", "Permission is hereby granted");
        assertThat(Files.size(bundle.resolve("ThirdPartyNotices.txt"))).isPositive();
    }
}
