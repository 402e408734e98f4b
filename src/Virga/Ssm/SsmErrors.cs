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

    /// <summary>The text that public reports of SendCommand quote, and those of them that run.</summary>
    public static AwsException NotInValidState(List<string> ids, string account, List<string> unreachable) => new(
        "InvalidInstanceId",
        $"Instances [[{string.Join(", ", ids)}]] not in a valid state for account {account}"
        + (unreachable.Count == 0
            ? ""
            : $". In {string.Join(", ", unreachable)} nothing could run a command: it is simulated, or a virtual "
                + "machine without a guest agent that answers"));

    public static AwsException DuplicateInstanceId() => new("DuplicateInstanceId", "");

    public static AwsException InvalidTarget(string message) => new("InvalidTarget", message);

    public static AwsException InvalidParameters(string message) => new("InvalidParameters", message);

    public static AwsException InvalidDocument(string message) => new("InvalidDocument", message);

    public static AwsException InvalidDocumentVersion() => new("InvalidDocumentVersion", "");

    public static AwsException MaxDocumentSizeExceeded() => new("MaxDocumentSizeExceeded", "");

    public static AwsException UnsupportedPlatformType(string message) => new("UnsupportedPlatformType", message);

    public static AwsException InvalidOutputFolder(string message) => new("InvalidOutputFolder", message);

    public static AwsException InvalidNotificationConfig(string message) => new("InvalidNotificationConfig", message);

    public static AwsException InvalidCommandId() => new("InvalidCommandId", "");

    public static AwsException InvocationDoesNotExist() => new("InvocationDoesNotExist", "");

    public static AwsException InvalidPluginName() => new("InvalidPluginName", "");

    public static AwsException InvalidFilterValue(string value) =>
        new("InvalidFilterValue", $"The specified filter value {value} is not valid.");

    public static AwsException InvalidInstanceInformationFilter(string key) => new(
        "InvalidInstanceInformationFilterValue", $"The specified filter key {key} is not valid.");
}
