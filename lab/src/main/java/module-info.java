/** Recordings, fits to recordings, reports, figures of mechanisms, and demos. */
module dev.huxley.lab {
    requires transitive dev.huxley.optim;
    requires transitive dev.huxley.plot;
    requires com.fasterxml.jackson.databind;
    requires io.jhdf;

    exports dev.huxley.demo;
    exports dev.huxley.fit.description;
    exports dev.huxley.fit.feature;
    exports dev.huxley.fit.recording;
    exports dev.huxley.inspect.figure;
    exports dev.huxley.parametersweep;
    exports dev.huxley.recording;
    exports dev.huxley.recording.csv;
    exports dev.huxley.recording.nwb;
    exports dev.huxley.report;

    uses dev.huxley.recording.RecordingFormat;

    provides dev.huxley.recording.RecordingFormat with
            dev.huxley.recording.abf.AbfFormat,
            dev.huxley.recording.csv.CsvFormat,
            dev.huxley.recording.nwb.NwbFormat;
}
