// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts a service for the model that the property {@code sora.model} names. */
@SpringBootApplication
public class PredictionApplication {

    public static void main(String[] args) {
        SpringApplication.run(PredictionApplication.class, args);
    }
}
