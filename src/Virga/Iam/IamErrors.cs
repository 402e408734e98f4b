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

    /// <summary>Source: IAM User Guide, "Troubleshoot SAML federation with IAM".</summary>
    public static AwsException MetadataUnreadable() => InvalidInput("Could not parse metadata");

    public static AwsException InvalidInput(string message) => new("InvalidInput", message);

    public static AwsException Malformed(string message) => new("MalformedPolicyDocument", message);

    public static AwsException UnmodifiableEntity(string role) =>
        new("UnmodifiableEntity",
            $"Cannot perform the operation on the protected role '{role}' - this role is only modifiable by AWS");

    /// <summary>Two blanks, as AWS has it.</summary>
    public static AwsException InvalidArn() => Validation("Invalid ARN:  Could not be parsed!");

    /// <summary>A conflict in a sentence of its own.</summary>
    public static AwsException Conflict(string message) => new("DeleteConflict", message, HttpStatusCode.Conflict);

    public static AwsException AccessDenied(string message) => new("AccessDenied", message, HttpStatusCode.Forbidden);

    public static AwsException InvalidAuthenticationCode(string serial) =>
        new("InvalidAuthenticationCode", $"Authentication code for device {serial} is not valid.",
            HttpStatusCode.Forbidden);

    public static AwsException MalformedCertificate(string message) => new("MalformedCertificate", message);

    public static AwsException InvalidCertificate() =>
        new("InvalidCertificate", "The certificate is not valid any more.");

    public static AwsException KeyPairMismatch() =>
        new("KeyPairMismatch", "The public key of the certificate and the private key do not match.");

    public static AwsException DuplicateCertificate() =>
        new("DuplicateCertificate", "The certificate is already associated with the user.", HttpStatusCode.Conflict);

    public static AwsException InvalidUserType() =>
        new("InvalidUserType", "Only IAM Users can change their own password");

    public static AwsException WrongOldPassword() => AccessDenied("The old password was incorrect.");

    public static AwsException ReportNotPresent() =>
        new("ReportNotPresent", "The report does not exist; GenerateCredentialReport makes one.", HttpStatusCode.Gone);

    public static AwsException ReportExpired() =>
        new("ReportExpired", "The report is older than four hours; GenerateCredentialReport makes a new one.",
            HttpStatusCode.Gone);

    public static AwsException OrganizationNotFound() => new(
        "OrganizationNotFoundException",
        "The request was rejected because no organization is associated with your account.");

    public static AwsException FeatureEnabled() => new(
        "FeatureEnabled", "Outbound web identity federation is already enabled.", HttpStatusCode.Conflict);

    public static AwsException FeatureDisabled() => new(
        "FeatureDisabled", "Outbound web identity federation is not enabled.", HttpStatusCode.NotFound);

    public static AwsException NoSuchDelegationRequest(string id) =>
        NoSuchEntity($"The delegation request with id {id} cannot be found.");
}
