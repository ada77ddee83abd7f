package io.gradcheck.spark;

import io.gradcheck.campaign.CampaignReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What became of a shard.
 *
 * @param shard which, from 1
 * @param report its report as it is written to files, compressed; empty if there is none
 * @param problem why there is none; empty if there is, or if it was not begun in time
 */
record ShardAnswer(int shard, byte[] report, String problem) implements Serializable {

    static ShardAnswer of(int shard, CampaignReport report) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            report.write(out);
        }
        return new ShardAnswer(shard, bytes.toByteArray(), "");
    }

    static ShardAnswer failed(int shard, Throwable how) {
        return new ShardAnswer(shard, new byte[0], String.valueOf(how));
    }

    static ShardAnswer tooLate(int shard) {
        return new ShardAnswer(shard, new byte[0], "");
    }

    boolean hasReport() {
        return report.length > 0;
    }

    CampaignReport read() throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(report))) {
            return CampaignReport.read(in);
        }
    }
}
