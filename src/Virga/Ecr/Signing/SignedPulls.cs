using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;

namespace Virga.Ecr.Signing;

/// <summary>
/// Keeps the layers of unsigned images in the registry, where that is wanted (<c>VIRGA_ECR_UNSIGNED=refuse</c>).
/// Manifests
/// are given out to whoever may read: one who signs or verifies an image needs its manifest, and nobody can run it.
/// </summary>
internal static class SignedPulls
{
    /// <summary>
    /// Refuses a layer that is part of an image that a rule wants signed, unless an image that has it is signed.
    /// </summary>
    /// <exception cref="AwsException">AccessDeniedException.</exception>
    public static async ValueTask CheckAsync(
        Session session, WorldView registry, string repository, string digest, CancellationToken cancellation)
    {
        if (!session.Outside.RefusesUnsigned) return;
        if (SigningRules.Of(registry, repository) is not { Count: > 0 } rules) return;
        string? unsigned = null;
        var layer = ManifestRow.IdOf(repository, digest);
        foreach (var image in registry.Rows<ManifestRow>().By(ManifestRow.ByLayer, layer))
        {
            if (ImageSignatures.IsAttached(image)) continue;
            var isSigned = true;
            foreach (var rule in rules)
                isSigned &= await ImageSignatures
                    .StateAsync(session, registry, image, rule.SigningProfileArn ?? "", cancellation)
                    .ConfigureAwait(false) == SignatureState.Valid;
            if (isSigned) return;
            unsigned = image.Digest;
        }

        if (unsigned is not null) throw EcrErrors.NotSigned(unsigned, repository);
    }
}
