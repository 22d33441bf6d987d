using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Binding;

/// <summary>Finds the resume point in what a user gives to -ResumeFrom: an error, an exception, the point itself or its text.</summary>
internal static class ResumeReader
{
    internal static ResumePoint Read(object given)
    {
        object plain = given is PSObject wrapped ? wrapped.BaseObject : given;
        switch (plain)
        {
            case ResumePoint point:
                return point;
            case string text:
                return ResumePoint.Parse(text);
            case ErrorRecord error:
                return Find(error.Exception);
            case Exception failure:
                return Find(failure);
            default:
                throw ErrorCatalog.ResumePointInvalid.With($"a {plain.GetType().Name} holds none.");
        }
    }

    private static ResumePoint Find(Exception? failure)
    {
        for (Exception? next = failure; next != null; next = next.InnerException)
        {
            if (next is ElementException { ResumePoint: { } point })
            {
                return point;
            }

            // An error that ended a script comes inside of another one.
            if (next is IContainsErrorRecord { ErrorRecord.Exception: ElementException { ResumePoint: { } inner } })
            {
                return inner;
            }
        }

        throw ErrorCatalog.ResumePointInvalid.With("the error comes from no read that can be continued.");
    }
}
