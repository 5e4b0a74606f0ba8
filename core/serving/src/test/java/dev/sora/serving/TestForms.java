// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.serving.Client.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Forms, files and pictures, by the preprocessing of the package. */
final class TestForms {

    private static final String TYPE = "Content-Type";
    private static final String FORM = "multipart/form-data; boundary=b0";

    private static Lab.Served served;

    @BeforeAll
    static void start() {
        served = Lab.get().serve("", "kinds=" + Lab.get().kinds(), "shades=" + Lab.get().shades());
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static byte[] part(String name, String file, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                ("--b0\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
                                .formatted(name, file == null ? "" : "; filename=\"" + file + "\""))
                        .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(content);
        out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static byte[] text(String name, String value) {
        return part(name, null, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer send(String model, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        out.writeBytes("--b0--\r\n".getBytes(StandardCharsets.UTF_8));
        return served.client().post("/models/" + model + "/predict", out.toByteArray(), TYPE, FORM);
    }

    private static byte[] picture(int grey) throws IOException {
        BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 36; i++) {
            image.getRaster().setSample(i % 6, i / 6, 0, grey);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    @Test
    void partsAreTheColumnsOfARecord() {
        Answer form = send("kinds", text("age", "31"), text("city", "Rome"));

        Answer json =
                served.client().post("/models/kinds/predict", "{\"age\": 31, \"city\": \"Rome\"}");
        assertThat(form.status()).as(form.body()).isEqualTo(200);
        assertThat(form.body()).isEqualTo(json.body());
    }

    @Test
    void aFileIsReadByTheSourcesOfTheInstallation() {
        byte[] table = "age,city\n31,Rome\n90,Oslo\n".getBytes(StandardCharsets.UTF_8);

        Answer answer = send("kinds", part("file", "C:\\data\\people.csv", table));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("{\"predictions\":[{\"record\":\"people.csv\",\"number\":1,")
                .contains("\"number\":2");
        byte[] broken = "age,city\nold,Rome\n".getBytes(StandardCharsets.UTF_8);
        Answer refused = send("kinds", part("file", "people.csv", broken));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body())
                .contains("people.csv")
                .doesNotContain("sora-upload", System.getProperty("java.io.tmpdir"));
    }

    @Test
    void refusesFilesThatCouldNameFilesOfTheServer() {
        byte[] table = "image\n/etc/hostname\n".getBytes(StandardCharsets.UTF_8);

        for (String name : new String[] {"a.yaml", "a.zip", "a.csv.gz", "../a.sql", "csv", ""}) {
            assertThat(send("kinds", part("file", name, table)).status()).as(name).isEqualTo(415);
        }
        Answer listed = send("shades", part("file", "a.csv", table));
        assertThat(listed.status()).as(listed.body()).isEqualTo(400);
        Answer path =
                served.client().post("/models/shades/predict", "{\"image\": \"/etc/hostname\"}");
        assertThat(path.status()).isEqualTo(400);
        assertThat(path.body()).doesNotContain("no such file");
        for (String other : new String[] {"5", "[1, 2]", "true", "[\"a\"]"}) {
            Answer kind =
                    served.client().post("/models/shades/predict", "{\"image\": " + other + "}");
            assertThat(kind.status()).as(other).isEqualTo(400);
            assertThat(kind.body()).contains("base64").doesNotContain("ImageValue");
        }
    }

    @Test
    void aPictureIsBase64OrAPart() throws IOException {
        byte[] dark = picture(3);
        String base64 = Base64.getEncoder().encodeToString(dark);

        Answer json =
                served.client().post("/models/shades/predict", "{\"image\": \"" + base64 + "\"}");
        assertThat(json.status()).as(json.body()).isEqualTo(200);
        assertThat(json.body()).contains("\"label\":");
        String url = "{\"image\": \"data:image/png;base64," + base64 + "\"}";
        assertThat(served.client().post("/models/shades/predict", url).body())
                .isEqualTo(json.body());
        assertThat(send("shades", part("image", "dark.png", dark)).body()).isEqualTo(json.body());
        assertThat(send("shades", part("file", "dark.png", dark)).body()).isEqualTo(json.body());
        Answer tensor =
                served.client()
                        .post(
                                "/v2/models/shades/infer",
                                """
                                {"inputs": [{"name": "image", "datatype": "BYTES", "shape": [1],
                                 "data": ["%s"]}]}
                                """
                                        .formatted(base64));
        assertThat(tensor.status()).as(tensor.body()).isEqualTo(200);
    }

    @Test
    void refusesWhatIsNoForm() {
        assertThat(send("kinds").status()).isEqualTo(400);
        assertThat(send("kinds", text("age", "1"), text("age", "2")).status()).isEqualTo(400);
        assertThat(send("kinds", text("other", "1")).status()).isEqualTo(400);
        assertThat(send("kinds", text("age", "31")).status()).isEqualTo(400);
        Answer none =
                served.client().post("/models/kinds/predict", "x", TYPE, "multipart/form-data");
        assertThat(none.status()).isEqualTo(400);
        Answer cut = served.client().post("/models/kinds/predict", "--b0\r\nContent", TYPE, FORM);
        assertThat(cut.status()).as(cut.body()).isEqualTo(400);
    }
}
