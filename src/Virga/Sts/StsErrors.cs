using System.Net;
using Virga.Service;

namespace Virga.Sts;

/// <summary>STS's errors. Texts recorded on AWS where a test names them; the rest from public reports.</summary>
internal static class StsErrors
{
    public static AwsException InvalidArn(string arn) => new("ValidationError", $"{arn} is invalid");

    public static AwsException Validation(string message) => new("ValidationError", message);

    public static AwsException InvalidParameterValue(string message) => new("InvalidParameterValue", message);

    public static AwsException AccessDenied(string message) => new("AccessDenied", message, HttpStatusCode.Forbidden);

    /// <summary>
    /// A role that does not exist answers as one that may not be assumed, so that nobody can probe for roles.
    /// </summary>
    public static AwsException MayNotAssume(string callerArn, string action, string roleArn) =>
        AccessDenied($"User: {callerArn} is not authorized to perform: {action} on resource: {roleArn}");

    public static AwsException InvalidIdentityToken(string message) => new("InvalidIdentityToken", message);

    /// <summary>Text: public reports, two blanks included.</summary>
    public static AwsException NoVerificationKey() => InvalidIdentityToken(
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
        + "documentation for requirements");

    public static AwsException ExpiredIdentityToken(string message) => new("ExpiredTokenException", message);

    public static AwsException InvalidMessage() =>
        new("InvalidAuthorizationMessageException", "Message is not valid");

    public static AwsException Malformed(string message) => new("MalformedPolicyDocument", message);

    public static AwsException OutboundFederationDisabled() => new(
        "OutboundWebIdentityFederationDisabledException",
        "The outbound web identity federation feature is not enabled for this account.", HttpStatusCode.Forbidden);

    public static AwsException SessionDurationEscalation() => new(
        "SessionDurationEscalationException",
        "The requested token duration would extend the session beyond its original expiration time.",
        HttpStatusCode.Forbidden);
}
