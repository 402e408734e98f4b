using Virga.Ecr.Images;
using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Signing;

/// <summary>
/// Shows whether an image that rules want signed has a signature: an artifact of Notation's or cosign's type about it.
/// AWS Signer is not part of this emulator, so signatures come from whoever pushes them.
/// </summary>
internal sealed class DescribeImageSigningStatus
    : IQuery<DescribeImageSigningStatusRequest, DescribeImageSigningStatusResponse>
{
    private static readonly string[] SignatureTypes =
        ["application/vnd.cncf.notary.signature", "application/vnd.dev.cosign.artifact.sig.v1+json"];

    public static DescribeImageSigningStatusResponse Run(DescribeImageSigningStatusRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:DescribeImageSigningStatus").Id;
        var row = ImageLookup.Get(registry, repository, input.ImageId);
        var isSigned = registry.Rows<ManifestRow>().By(ManifestRow.BySubject, row.Id)
            .Any(one => SignatureTypes.Contains(one.ArtifactType));
        var rules = (RegistryRow.Of(registry).SigningRules ?? []).Where(rule => Applies(rule, repository));
        return new()
        {
            RepositoryName = repository,
            ImageId = new() { ImageDigest = row.Digest, ImageTag = input.ImageId?.ImageTag },
            RegistryId = registry.Account,
            SigningStatuses = [.. rules.Select(rule => Shape(rule, isSigned))],
        };
    }

    private static bool Applies(SigningRule rule, string repository) =>
        rule.RepositoryFilters is not { Count: > 0 } filters
        || filters.Exists(filter => Wildcard.IsMatch(filter.Filter ?? "", repository));

    private static ImageSigningStatus Shape(SigningRule rule, bool isSigned) => new()
    {
        SigningProfileArn = rule.SigningProfileArn,
        Status = isSigned ? SigningStatus.COMPLETE : SigningStatus.FAILED,
        FailureCode = isSigned ? null : "SignerUnavailable",
        FailureReason = isSigned ? null : "Virga does not sign; no signature of this image was pushed.",
    };
}
