using System.Text.Json;
using Virga.Distribution;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.Service;
using Virga.State;

namespace Virga.Ecr.Signing;

/// <summary>What is known of an image's signature by one profile.</summary>
internal enum SignatureState
{
    /// <summary>Nobody pushed one.</summary>
    Missing,

    /// <summary>There is one, and no key of the profile to check it with.</summary>
    Unchecked,

    /// <summary>There is one, and no key of the profile made it.</summary>
    Wrong,

    /// <summary>A key of the profile signed this very digest.</summary>
    Valid,
}

/// <summary>
/// Signatures of images as cosign pushes them: an artifact whose layers are the signed texts, found by a tag that is
/// made of
/// the image's digest, or as a referrer. Source: sigstore/cosign, specs/SIGNATURE_SPEC.md; the text: containers/image,
/// docs/containers-signature.5.md.
/// </summary>
internal static class ImageSignatures
{
    /// <summary>The signed text; its manifest is a signature, no image.</summary>
    private const string Payload = "application/vnd.dev.cosign.simplesigning.v1+json";

    private const string Annotation = "dev.cosignproject.cosign/signature";

    /// <summary>Signatures that are referrers: cosign's, and Notation's, which are found and not checked.</summary>
    private static readonly string[] ArtifactTypes =
        ["application/vnd.dev.cosign.artifact.sig.v1+json", "application/vnd.cncf.notary.signature"];

    /// <summary>Layers that no engine can run: signatures and attestations.</summary>
    private static readonly string[] Attached =
        [Payload, "application/vnd.dsse.envelope.v1+json", "application/jose+json", "application/cose"];

    /// <summary>A text is a few hundred bytes; more is none.</summary>
    private const int MaxPayloadBytes = 64 * 1_024;

    /// <summary>More signatures of one image than anybody makes.</summary>
    private const int MaxSignatures = 100;

    /// <summary>Whether this is about an image and none itself.</summary>
    public static bool IsAttached(ManifestRow row) =>
        row.Blobs.Count > 1 && row.Blobs.Skip(1).All(blob => Attached.Contains(blob.MediaType));

    /// <summary>
    /// What is known of an image, or of an index that holds it: signing an index signs what is in it.
    /// </summary>
    public static async ValueTask<SignatureState> StateAsync(
        Session session, WorldView at, ManifestRow image, string profileArn, CancellationToken cancellation)
    {
        var state = await OwnStateAsync(session, at, image, profileArn, cancellation).ConfigureAwait(false);
        foreach (var index in at.Rows<ManifestRow>().By(ManifestRow.ByChild, image.Id))
        {
            if (state == SignatureState.Valid) return state;
            var other = await OwnStateAsync(session, at, index, profileArn, cancellation).ConfigureAwait(false);
            if (other > state) state = other;
        }

        return state;
    }

    private static async ValueTask<SignatureState> OwnStateAsync(
        Session session, WorldView at, ManifestRow image, string profileArn, CancellationToken cancellation)
    {
        var candidates = Candidates(at, image).Take(MaxSignatures).ToList();
        if (candidates.Count == 0) return SignatureState.Missing;
        if (session.Outside.SigningKeys is not { } keys || !keys.Has(profileArn)) return SignatureState.Unchecked;
        foreach (var candidate in candidates)
        {
            var manifest = await RepositoryBytes.ReadManifestAsync(session, at.Scope, candidate, cancellation)
                .ConfigureAwait(false);
            foreach (var (digest, signature) in manifest is null ? [] : Signatures(manifest))
            {
                var text = await RepositoryBytes
                    .ReadLayerAsync(session, at, image.Repository, digest, MaxPayloadBytes, cancellation)
                    .ConfigureAwait(false);
                if (text is not null && keys.Verify(profileArn, text, signature) && Signed(text) == image.Digest)
                    return SignatureState.Valid;
            }
        }

        return SignatureState.Wrong;
    }

    private static IEnumerable<ManifestRow> Candidates(WorldView at, ManifestRow image)
    {
        var tag = image.Digest.Replace(':', '-') + ".sig";
        if (at.Find<ImageTagRow>(ImageTagRow.IdOf(image.Repository, tag)) is { } named
            && at.Find<ManifestRow>(ManifestRow.IdOf(image.Repository, named.Digest)) is { } row)
            yield return row;
        foreach (var referrer in at.Rows<ManifestRow>().By(ManifestRow.BySubject, image.Id))
            if (ArtifactTypes.Contains(referrer.ArtifactType)
                || referrer.Blobs.Exists(blob => blob.MediaType == Payload))
                yield return referrer;
    }

    /// <summary>The layers of a signature with what stands beside them.</summary>
    private static List<(string Digest, byte[] Signature)> Signatures(byte[] manifest)
    {
        List<(string, byte[])> all = [];
        using var json = JsonDocument.Parse(manifest);
        if (!json.RootElement.TryGetProperty("layers", out var layers) || layers.ValueKind != JsonValueKind.Array)
            return all;
        foreach (var layer in layers.EnumerateArray().Take(MaxSignatures))
        {
            if (layer.GetProperty("mediaType").GetString() == Payload
                && layer.TryGetProperty("annotations", out var annotations)
                && annotations.TryGetProperty(Annotation, out var value)
                && value.TryGetBytesFromBase64(out var signature))
                all.Add((layer.GetProperty("digest").GetString()!, signature));
        }

        return all;
    }

    /// <summary>The digest that a signed text is about, or null.</summary>
    private static string? Signed(byte[] text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.GetProperty("critical").GetProperty("image").GetProperty("docker-manifest-digest")
                .GetString();
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
