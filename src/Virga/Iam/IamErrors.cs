using System.Net;
using Virga.Service;

namespace Virga.Iam;

/// <summary>
/// IAM's errors. Texts: recorded on AWS where a test names them; the rest from the IAM API Reference and public
/// reports.
/// </summary>
internal static class IamErrors
{
    public static AwsException NoSuchEntity(string message) => new("NoSuchEntity", message, HttpStatusCode.NotFound);

    public static AwsException NoSuchUser(string name) => NoSuchEntity($"The user with name {name} cannot be found.");

    public static AwsException NoSuchPolicy(string arn) => NoSuchEntity($"Policy {arn} was not found.");

    public static AwsException NotAttachable(string arn) =>
        NoSuchEntity($"Policy {arn} does not exist or is not attachable.");

    public static AwsException AlreadyExists(string message) =>
        new("EntityAlreadyExists", message, HttpStatusCode.Conflict);

    public static AwsException DeleteConflict(string what) =>
        new("DeleteConflict", $"Cannot delete entity, must {what} first.", HttpStatusCode.Conflict);

    public static AwsException LimitExceeded(string message) =>
        new("LimitExceeded", message, HttpStatusCode.Conflict);

    public static AwsException Quota(string name, int limit) =>
        LimitExceeded($"Cannot exceed quota for {name}: {limit}");

    public static AwsException Validation(string message) => new("ValidationError", message);

    public static AwsException InvalidInput(string message) => new("InvalidInput", message);

    public static AwsException Malformed(string message) => new("MalformedPolicyDocument", message);

    public static AwsException UnmodifiableEntity(string role) =>
        new("UnmodifiableEntity",
            $"Cannot perform the operation on the protected role '{role}' - this role is only modifiable by AWS");

    /// <summary>Two blanks, as AWS has it.</summary>
    public static AwsException InvalidArn() => Validation("Invalid ARN:  Could not be parsed!");
}
