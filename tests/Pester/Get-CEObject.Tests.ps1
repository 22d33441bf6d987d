Describe 'Get-CEObject' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Get-CEObject' | Should -Be @('MaxWait', 'Name', 'Session') }
    It 'finds by wildcard' { (Get-CEObject inc*).Name | Should -Contain 'incident' }
    It 'knows the parent' { (Get-CEObject incident).Parent | Should -Be 'task' }
}
