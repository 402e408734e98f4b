using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Signing;

/// <summary>
/// Shows whether an image that rules want signed has a signature that a key of the rule's profile made. AWS Signer is
/// not
/// part of this emulator, so signatures come from whoever pushes them.
/// </summary>
internal sealed class DescribeImageSigningStatus
    : IExchange<DescribeImageSigningStatusRequest, DescribeImageSigningStatusResponse>
{
    public static async ValueTask<DescribeImageSigningStatusResponse> RunAsync(
        DescribeImageSigningStatusRequest input, Session session, CancellationToken cancellation)
    {
        var registry = session.Read().Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:DescribeImageSigningStatus").Id;
        var row = ImageLookup.Get(registry, repository, input.ImageId);
        List<ImageSigningStatus> statuses = [];
        foreach (var rule in SigningRules.Of(registry, repository))
        {
            var profile = rule.SigningProfileArn ?? "";
            statuses.Add(Shape(profile, await ImageSignatures
                .StateAsync(session, registry, row, profile, cancellation).ConfigureAwait(false)));
        }

        return new()
        {
            RepositoryName = repository,
            ImageId = new() { ImageDigest = row.Digest, ImageTag = input.ImageId?.ImageTag },
            RegistryId = registry.Account,
            SigningStatuses = statuses,
        };
    }

    /// <summary>AWS names the codes of its signer; these are of what can go wrong here.</summary>
    private static ImageSigningStatus Shape(string profileArn, SignatureState state)
    {
        var (code, reason) = state switch
        {
            SignatureState.Valid => (null, null),
            SignatureState.Unchecked => ("KeyNotConfigured",
                "A signature was pushed; VIRGA_ECR_SIGNING_KEYS has no key of the profile to check it with."),
            SignatureState.Wrong => ("SignatureMismatch",
                "The signatures that were pushed are not of this digest by a key of the profile."),
            _ => ((string?)"SignerUnavailable",
                (string?)"Virga does not sign; no signature of this image was pushed."),
        };
        return new()
        {
            SigningProfileArn = profileArn,
            Status = code is null ? SigningStatus.COMPLETE : SigningStatus.FAILED,
            FailureCode = code,
            FailureReason = reason,
        };
    }
}
