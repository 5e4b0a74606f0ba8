// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.spring;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.problem.RecordException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Answers a JSON array of records with a JSON array of predictions. */
@RestController
class PredictionController {

    private final Model model;

    PredictionController(Model model) {
        this.model = model;
    }

    @PostMapping(path = "/predict", produces = MediaType.APPLICATION_JSON_VALUE)
    String predict(@RequestBody List<Map<String, Object>> records) {
        return model.predict(records).stream()
                .map(Prediction::json)
                .collect(Collectors.joining(",", "[", "]"));
    }

    @ExceptionHandler
    ProblemDetail broken(RecordException broken) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, broken.getMessage());
    }
}
