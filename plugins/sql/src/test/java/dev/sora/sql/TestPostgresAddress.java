// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.problem.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestPostgresAddress {

    @Test
    void readsServerDatabaseAndParameters() {
        PostgresAddress address =
                PostgresAddress.of(
                        "jdbc:postgresql://one:1,two:2/shop?sslmode=verify-full&options=-c%20a%3Db",
                        Optional.of("ann"), "secret");

        assertThat(address.place()).isEqualTo("one:1,two:2/shop");
        assertThat(address.url()).isEqualTo("jdbc:postgresql://one:1,two:2/shop");
        assertThat(address.properties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("options", "-c a=b")
                .containsEntry("user", "ann")
                .containsEntry("password", "secret");
        assertThat(address.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/db?password=hunter2",
                "jdbc:postgresql://host/db?sslpassword=hunter2",
                "jdbc:postgresql://host/db;password=hunter2",
                "jdbc:postgresql://ann:hunter2@host/db"
            })
    void refusesAPasswordAndDoesNotRepeatIt(String url) {
        Problem problem = problem(url);

        assertThat(problem.code()).isEqualTo("SORA-4806");
        assertThat(problem.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://ann:hunter2@host/db",
                "postgres://ann:hunter2@host/db",
                "jdbc:postgresql://host/db?socketFactory=some.Class",
                "jdbc:postgresql://host:port/db"
            })
    void refusesWhatItCannotUse(String url) {
        Problem problem = problem(url);

        assertThat(problem.code()).isEqualTo("SORA-4819");
        assertThat(problem.toString()).doesNotContain("hunter2");
    }

    private static Problem problem(String url) {
        return Trial.problem(() -> PostgresAddress.of(url, Optional.empty(), null));
    }
}
