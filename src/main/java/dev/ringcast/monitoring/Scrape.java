package dev.ringcast.monitoring;

import dev.ringcast.channel.AnswerCount;
import dev.ringcast.channel.Channel;
import dev.ringcast.channel.ChannelFigures;
import dev.ringcast.channel.ChannelHealth;
import dev.ringcast.channel.ChannelState;
import dev.ringcast.channel.ChannelStatus;
import dev.ringcast.channel.Channels;
import dev.ringcast.channel.ViewerReports;
import java.util.List;

/**
 * All figures at one moment.
 *
 * @param strayAnswers to addresses that name no channel
 */
record Scrape(List<One> channels, AnswerCount strayAnswers) {
    static Scrape of(Channels channels) {
        return new Scrape(channels.all().stream().map(One::of).toList(), channels.strayAnswers());
    }

    /** One channel's. */
    record One(
            String name,
            ChannelStatus status,
            ChannelFigures figures,
            ChannelHealth health,
            AnswerCount answers,
            ViewerReports reports) {
        static One of(Channel channel) {
            return new One(
                    channel.name(),
                    channel.status(),
                    channel.figures(),
                    channel.health(),
                    channel.answers(),
                    channel.viewerReports());
        }

        /** A rate of the run that is on; 0 if none is. */
        double rate(double ofRun) {
            ChannelState state = status.state();
            return state instanceof ChannelState.Stopped || state instanceof ChannelState.Failed ? 0 : ofRun;
        }
    }
}
