package dev.ringcast.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes sources from addresses: the one place that says which addresses are allowed. */
public final class MediaSources {
    static final String ALLOWED =
            "allowed are auto, pattern:, file:PATH below the media folder, camera: or camera:NAME, and "
                    + String.join("://, ", NetworkInput.SCHEMES) + "://";

    private static final String TEST_CARD = "pattern:";

    private MediaSources() {}

    /**
     * What is wrong with the address as far as its text tells; empty if a source may be there. Neither files nor cameras
     * nor hosts are looked for.
     *
     * @return the address as it may be shown, what is wrong with it, and what is allowed
     */
    public static Optional<String> addressFault(SourceRequest request) {
        String lower = request.address().toLowerCase(Locale.ROOT);
        try {
            if (lower.startsWith(MediaFile.SCHEME)) {
                MediaFile.check(request.address(), request.mediaFolder());
            } else if (lower.startsWith(CameraAddress.SCHEME)) {
                CameraAddress.parse(request);
            } else if (!lower.equals("auto") && !lower.equals(TEST_CARD)) {
                NetworkInput.of(request, Optional.empty());
            }
            return Optional.empty();
        } catch (SourceException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong with the name of the microphone, and what is allowed on this system; empty if there is no camera. */
    public static Optional<String> microphoneFault(SourceRequest request) {
        String lower = request.address().toLowerCase(Locale.ROOT);
        boolean camera = lower.equals("auto") || lower.startsWith(CameraAddress.SCHEME);
        return camera ? CameraAddress.microphoneFault(Platform.current(), request.microphone()) : Optional.empty();
    }

    /**
     * A source for the address. Nothing is opened yet, apart from looking up a file.
     *
     * @throws SourceException if the address is not allowed or names no file that may be read; the message says what is
     *     allowed
     */
    public static MediaSource create(SourceRequest request) throws SourceException {
        String address = request.address();
        String shown = SourceAddress.redacted(address);
        String lower = address.toLowerCase(Locale.ROOT);
        if (lower.equals("auto")) {
            return create(request.withAddress(Cameras.isAny() ? CameraAddress.SCHEME : TEST_CARD));
        }
        if (lower.equals(TEST_CARD)) {
            return new TestCardSource(request.width(), request.height(), request.frameRate());
        }
        if (lower.startsWith(MediaFile.SCHEME)) {
            List<Input> inputs = List.of(MediaFile.input(request));
            return new FfmpegSource(
                    gate -> inputs, shown, Pacing.PACED, FfmpegSource.Manner.REPEATED, request.silence());
        }
        if (lower.startsWith(CameraAddress.SCHEME)) {
            CameraAddress camera = CameraAddress.parse(request);
            return new FfmpegSource(
                    gate -> camera.inputs(), shown, Pacing.LIVE, FfmpegSource.Manner.AS_IT_COMES, request.silence());
        }
        return new FfmpegSource(network(request), shown, Pacing.LIVE, manner(address), request.silence());
    }

    /**
     * The same for a source whose packets are served as they are.
     *
     * @throws SourceException as above
     * @throws NotCopiedException if what is at the address is never coded as it is served
     */
    public static CopySource copy(SourceRequest request) throws SourceException, NotCopiedException {
        String address = request.address();
        String shown = SourceAddress.redacted(address);
        String lower = address.toLowerCase(Locale.ROOT);
        if (lower.equals("auto") || lower.equals(TEST_CARD) || lower.startsWith(CameraAddress.SCHEME)) {
            throw new NotCopiedException(shown, "pictures of cameras and of the test card are not encoded yet");
        }
        if (lower.startsWith(MediaFile.SCHEME)) {
            List<Input> inputs = List.of(MediaFile.input(request));
            return new CopySource(gate -> inputs, shown, FfmpegSource.Manner.REPEATED, false, request.silence());
        }
        boolean rests = NetworkInput.isBuffered(request);
        return new CopySource(network(request), shown, manner(address), rests, request.silence());
    }

    private static InputLife.InputFinder network(SourceRequest request) throws SourceException {
        Input input = NetworkInput.of(request, NetworkInput.authorities());
        Confinement.Resolver resolver = Confinement.Resolver.SYSTEM;
        if (input.isHttp() && request.reach() != SourceRequest.Reach.ANY) {
            return new ConfinedHttp(request, input, resolver, Optional.ofNullable(System.getenv("no_proxy")));
        }
        return gate -> {
            HostLookup.await(input.url(), SourceAddress.redacted(request.address()), request.silence(), gate, resolver);
            return List.of(input);
        };
    }

    private static FfmpegSource.Manner manner(String address) {
        return NetworkInput.isAsFastAsPossible(address) ? FfmpegSource.Manner.SLOWED : FfmpegSource.Manner.AS_IT_COMES;
    }
}
