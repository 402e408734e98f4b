using Virga.Service;

namespace Virga.Ssm;

/// <summary>SSM's errors. Texts: public reports of the AWS CLI and Terraform; recorded where a test says so.</summary>
internal static class SsmErrors
{
    public static AwsException Validation(string message) => new("ValidationException", message);

    /// <summary>AWS gives no text.</summary>
    public static AwsException ParameterNotFound() => new("ParameterNotFound", "");

    public static AwsException SecretNotFound(string name) => new(
        "ParameterNotFound",
        $"An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret {name} not found.");

    public static AwsException AlreadyExists() => new(
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");

    public static AwsException VersionNotFound(string version, string name) => new(
        "ParameterVersionNotFound",
        $"Systems Manager could not find version {version} of {name}. Verify the version and try again.");

    public static AwsException PatternMismatch(string pattern) => new(
        "ParameterPatternMismatchException", $"Parameter value, cannot be validated against allowedPattern: {pattern}");

    public static AwsException InvalidPattern(string pattern) => new(
        "InvalidAllowedPatternException", $"The request does not meet the regular expression requirement: {pattern}");

    public static AwsException TooDeep() => new(
        "HierarchyLevelLimitExceededException",
        "A hierarchy can have a maximum of 15 levels. For more information, see Requirements and constraints for "
        + "parameter names in the AWS Systems Manager User Guide.");

    public static AwsException InvalidPolicy(string message) => new("InvalidPolicyAttributeException", message);

    public static AwsException InvalidFilterKey(string key) =>
        new("InvalidFilterKey", $"The specified filter key {key} is not valid.");

    public static AwsException InvalidFilterOption(string option) =>
        new("InvalidFilterOption", $"The specified filter option {option} is not valid.");

    public static AwsException InvalidResourceId() => new("InvalidResourceId", "");

    public static AwsException TooManyLabels() => new(
        "ParameterVersionLabelLimitExceeded",
        "A parameter version can have a maximum of 10 labels.");
}
