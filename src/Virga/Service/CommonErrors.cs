using System.Net;

namespace Virga.Service;

/// <summary>
/// Errors that every service shares. Codes and texts: EC2 API Reference, "Error codes for the Amazon EC2 API", and
/// "Common errors" of the other services.
/// </summary>
internal static class CommonErrors
{
    public static AwsException DryRun() => new(
        "DryRunOperation",
        "Request would have succeeded, but DryRun flag is set.",
        HttpStatusCode.PreconditionFailed);

    public static AwsException MissingParameter(string name) =>
        new("MissingParameter", $"The request must contain the parameter {name}");

    public static AwsException InvalidParameterValue(string message) => new("InvalidParameterValue", message);

    public static AwsException InvalidParameterCombination(string message) =>
        new("InvalidParameterCombination", message);

    public static AwsException IdempotentParameterMismatch(string token) => new(
        "IdempotentParameterMismatch",
        $"Arguments on this idempotent request are inconsistent with arguments used in previous request(s) using "
        + $"client token {token}.");

    public static AwsException InvalidNextToken() =>
        new("InvalidNextToken", "The token provided in the request is not valid.");

    public static AwsException InvalidAction(string action, string version) =>
        new("InvalidAction", $"The action {action} is not valid for this web service, version {version}.");

    /// <summary>Ours: the operation exists on AWS and not here. 501, so that nobody takes it for a success.</summary>
    public static AwsException NotImplemented(string service, string operation) => new(
        "NotImplemented",
        $"Virga does not implement {service}:{operation} yet.",
        HttpStatusCode.NotImplemented);

    public static AwsException Internal() => new(
        "InternalError",
        "An internal error has occurred. Retry your request, but if the problem persists, report the request id.",
        HttpStatusCode.InternalServerError);
}
