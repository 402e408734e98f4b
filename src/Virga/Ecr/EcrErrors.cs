using System.Net;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr;

/// <summary>
/// The errors of ECR. Codes: the API model. Texts: the API Reference, and those that moto's tests recorded
/// (moto/ecr/exceptions.py).
/// </summary>
internal static class EcrErrors
{
    public static AwsException InvalidParameter(string member, string text) => new(
        "InvalidParameterException", $"Invalid parameter at '{member}' failed to satisfy constraint: '{text}'");

    public static AwsException Validation(string text) => new("ValidationException", text);

    public static AwsException RepositoryNotFound(string name, string registry) => new(
        "RepositoryNotFoundException",
        $"The repository with name '{name}' does not exist in the registry with id '{registry}'");

    public static AwsException RepositoryAlreadyExists(string name, string registry) => new(
        "RepositoryAlreadyExistsException",
        $"The repository with name '{name}' already exists in the registry with id '{registry}'");

    public static AwsException RepositoryNotEmpty(string name, string registry) => new(
        "RepositoryNotEmptyException",
        $"The repository with name '{name}' in registry with id '{registry}' cannot be deleted because it still "
        + "contains images");

    public static AwsException RepositoryPolicyNotFound(string name, string registry) => new(
        "RepositoryPolicyNotFoundException",
        $"Repository policy does not exist for the repository with name '{name}' in the registry with id "
        + $"'{registry}'");

    public static AwsException LifecyclePolicyNotFound(string name, string registry) => new(
        "LifecyclePolicyNotFoundException",
        $"Lifecycle policy does not exist for the repository with name '{name}' in the registry with id "
        + $"'{registry}'");

    public static AwsException LifecyclePolicyPreviewNotFound(string name, string registry) => new(
        "LifecyclePolicyPreviewNotFoundException",
        $"Lifecycle policy preview does not exist for the repository with name '{name}' in the registry with id "
        + $"'{registry}'");

    public static AwsException LifecyclePolicyPreviewInProgress(string name, string registry) => new(
        "LifecyclePolicyPreviewInProgressException",
        $"A lifecycle policy preview is already in progress for the repository with name '{name}' in the registry "
        + $"with id '{registry}'");

    public static AwsException RegistryPolicyNotFound(string registry) => new(
        "RegistryPolicyNotFoundException",
        $"Registry policy does not exist in the registry with id '{registry}'");

    public static AwsException ImageNotFound(string? digest, string? tag, string name, string registry) => new(
        "ImageNotFoundException",
        $"The image with imageId {ImageId(digest, tag)} does not exist within the repository with name '{name}' in "
        + $"the registry with id '{registry}'");

    public static AwsException ImageAlreadyExists(string digest, string? tag, string name, string registry) => new(
        "ImageAlreadyExistsException",
        $"Image with digest '{digest}' and tag '{tag ?? "null"}' already exists in the repository with name '{name}' "
        + $"in registry with id '{registry}'");

    public static AwsException ImageTagAlreadyExists(string tag, string name) => new(
        "ImageTagAlreadyExistsException",
        $"The image tag '{tag}' already exists in the '{name}' repository and cannot be overwritten because the "
        + "tag is immutable.");

    public static AwsException ImageDigestDoesNotMatch() => new(
        "ImageDigestDoesNotMatchException", "The specified image digest does not match the digest that was calculated "
        + "for the image.");

    public static AwsException LayersNotFound(IEnumerable<string> digests, string name, string registry) => new(
        "LayersNotFoundException",
        $"Layers with digests '[{string.Join(", ", digests)}]' required for pushing image into repository with name "
        + $"'{name}' in the registry with id '{registry}' do not exist");

    public static AwsException LayerNotFound(string digest, string name, string registry) => new(
        "LayersNotFoundException",
        $"The layer with digest '{digest}' does not exist within the repository with name '{name}' in the registry "
        + $"with id '{registry}'");

    public static AwsException ReferencedImagesNotFound(IEnumerable<string> digests, string name, string registry) =>
        new(
            "ReferencedImagesNotFoundException",
            $"Images with digests '[{string.Join(", ", digests)}]' required for pushing image into repository with "
            + $"name '{name}' in the registry with id '{registry}' do not exist");

    public static AwsException UploadNotFound(string upload, string name, string registry) => new(
        "UploadNotFoundException",
        $"Upload with id '{upload}' does not exist within the repository with name '{name}' in the registry with id "
        + $"'{registry}'");

    public static AwsException InvalidLayerPart(long first, long received, string upload) => new(
        "InvalidLayerPartException",
        $"The layer part that begins at byte {first} does not follow the last byte received, {received}, of upload "
        + $"'{upload}'");

    public static AwsException LayerPartTooSmall(string upload) => new(
        "LayerPartTooSmallException", $"A layer part of upload '{upload}' is smaller than 5 MiB and not the last one");

    public static AwsException InvalidLayer(string digest) => new(
        "InvalidLayerException", $"The layer content does not match the digest '{digest}'");

    public static AwsException LayerAlreadyExists(string digest, string name, string registry) => new(
        "LayerAlreadyExistsException",
        $"Layer with digest '{digest}' already exists in the repository with name '{name}' in the registry with id "
        + $"'{registry}'");

    public static AwsException EmptyUpload(string upload) => new(
        "EmptyUploadException", $"Upload with id '{upload}' does not contain any layer parts");

    public static AwsException ScanNotFound(string? digest, string? tag, string name, string registry) => new(
        "ScanNotFoundException",
        $"Image scan does not exist for the image with '{ImageId(digest, tag)}' in the repository with name '{name}' "
        + $"in the registry with id '{registry}'");

    public static AwsException ScanLimit() => new(
        "LimitExceededException", "The scan quota per image has been exceeded. Wait and try again.");

    public static AwsException Limit(string text) => new("LimitExceededException", text);

    public static AwsException LayerTooLarge() => Limit("A layer has at most 52,000 MiB");

    public static AwsException UnsupportedImageType(string mediaType) => new(
        "UnsupportedImageTypeException", $"The image type '{mediaType}' is not supported for image scanning.");

    public static AwsException TooManyTags() => new(
        "TooManyTagsException", "The list of tags on the repository is over the limit. The maximum number of tags "
        + "that can be applied to a repository is 50.");

    public static AwsException InvalidTag(string text) => new("InvalidTagParameterException", text);

    public static AwsException RuleNotFound(string prefix, string registry) => new(
        "PullThroughCacheRuleNotFoundException",
        $"The pull through cache rule with prefix '{prefix}' does not exist in the registry with id '{registry}'");

    public static AwsException RuleAlreadyExists(string prefix, string registry) => new(
        "PullThroughCacheRuleAlreadyExistsException",
        $"The pull through cache rule with prefix '{prefix}' already exists in the registry with id '{registry}'");

    public static AwsException UnsupportedUpstream(string url) => new(
        "UnsupportedUpstreamRegistryException", $"The specified upstream registry '{url}' isn't supported.");

    public static AwsException UnableToGetUpstreamImage(string text) =>
        new("UnableToGetUpstreamImageException", text);

    public static AwsException TemplateNotFound(string prefix, string registry) => new(
        "TemplateNotFoundException",
        $"The repository creation template with prefix '{prefix}' does not exist in the registry with id "
        + $"'{registry}'");

    public static AwsException TemplateAlreadyExists(string prefix, string registry) => new(
        "TemplateAlreadyExistsException",
        $"The repository creation template with prefix '{prefix}' already exists in the registry with id "
        + $"'{registry}'");

    public static AwsException SigningConfigurationNotFound(string registry) => new(
        "SigningConfigurationNotFoundException",
        $"Signing configuration does not exist in the registry with id '{registry}'");

    public static AwsException ExclusionNotFound(string arn) => new(
        "ExclusionNotFoundException", $"The pull time update exclusion for principal '{arn}' does not exist");

    public static AwsException ExclusionAlreadyExists(string arn) => new(
        "ExclusionAlreadyExistsException", $"The pull time update exclusion for principal '{arn}' already exists");

    public static AwsException StorageClass(string text) =>
        new("ImageStorageClassUpdateNotSupportedException", text);

    public static AwsException ImageArchived(string digest) => new(
        "ImageArchivedException", $"The image with digest '{digest}' is archived.");

    public static AwsException AccessDenied(string arn, string action, string resource, string reason) => new(
        "AccessDeniedException",
        $"User: {arn} is not authorized to perform: {action} on resource: {resource} {reason}");

    /// <summary>Ours: AWS signs and reports, and refuses no pull.</summary>
    public static AwsException NotSigned(string digest, string name) => new(
        "AccessDeniedException",
        $"The image {digest} in the repository '{name}' has no signature of the profile that a signing rule names, and "
        + "VIRGA_ECR_UNSIGNED=refuse keeps such images here");

    /// <summary>The text is the API Reference's, with what to do here.</summary>
    public static AwsException UnableToAccessSecret(string arn) => new(
        "UnableToAccessSecretException",
        "The secret is unable to be accessed. Verify the resource permissions for the secret and try again. (Virga has "
        + $"no Secrets Manager: the file of VIRGA_ECR_UPSTREAM_CREDENTIALS is to hold {arn}.)");

    /// <summary>Ours: a store of bytes is not part of this run.</summary>
    public static AwsException NoBytes() => new(
        "ServerException", "This run of Virga has no store for the bytes of images.", HttpStatusCode.NotImplemented);

    /// <summary>AWS writes an image id in an error as Java prints it.</summary>
    private static string ImageId(string? digest, string? tag) =>
        $"{{imageDigest:'{digest ?? "null"}', imageTag:'{tag ?? "null"}'}}";
}
